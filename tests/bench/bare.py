"""The barest site there is: one view, one read, no middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from members.models import User


def bare(request: HttpRequest) -> HttpResponse:
    """The name of an account."""
    return HttpResponse(User.objects.values_list("name", flat=True).get(username="shuji"))


urlpatterns = [path("", bare)]
