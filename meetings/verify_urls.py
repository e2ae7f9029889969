"""The one page of the chain that everybody may open."""

from django.urls import path

from meetings.views import verify

urlpatterns = [path("verify/", verify.verify, name="verify")]
