"""The map of the site with the components page, which only developers see."""

from django.urls import path

from branchlife.components import components
from branchlife.urls import urlpatterns as rooms
from members.access import public

urlpatterns = [*rooms, path("components/", public(components), name="components")]
