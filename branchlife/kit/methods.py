"""A page for those who open by hand an address that takes only what a form sends, after a reload for instance."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string

GetResponse = Callable[[HttpRequest], HttpResponse]


def explained(get_response: GetResponse) -> GetResponse:
    """Give a refused method its words; browsers would show an empty page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
            response.content = render_to_string("405.html").encode()
        return response

    return middleware
