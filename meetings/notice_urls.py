"""Before a meeting: the notice and its ledger, leave, and the pages that a personal link opens without log-in."""

from django.urls import path

from meetings.views import check_in, feed, leave, notices, personal

urlpatterns = [
    path("meetings/<int:pk>/notify/", notices.notify, name="meeting-notify"),
    path("meetings/<int:pk>/notices/", notices.ledger, name="meeting-notices"),
    path("meetings/<int:pk>/notices/tell/", notices.tell, name="meeting-notices-tell"),
    path("meetings/<int:pk>/notices/slips/", notices.slips, name="meeting-notice-slips"),
    path("meetings/<int:pk>/leave/", leave.leave, name="meeting-leave"),
    path("meetings/<int:pk>/leave/<int:asked>/", leave.decide, name="meeting-leave-decide"),
    path("meetings/<int:pk>/sign-in/", check_in.sign_ins, name="meeting-sign-in"),
    path("meetings/<int:pk>/sign-in/kiosk/", check_in.start_kiosk, name="meeting-kiosk"),
    path("meetings/<int:pk>/sign-in/<int:row>/undo/", check_in.undo, name="meeting-sign-in-undo"),
    path("kiosk/", check_in.kiosk, name="kiosk"),
    path("organisations/<int:pk>/calendar/", feed.subscription, name="feed"),
    path("organisations/<int:pk>/calendar/renew/", feed.renew, name="feed-renew"),
    path("organisations/<int:pk>/calendar/close/", feed.close, name="feed-close"),
    path("ical/<str:token>.ics", feed.calendar_feed, name="calendar-feed"),
    path("n/<str:token>/", personal.notice, name="personal"),
    path("n/<str:token>/confirm/", personal.confirm, name="personal-confirm"),
    path("n/<str:token>/leave/", personal.ask_leave, name="personal-leave"),
    path("n/<str:token>/here/", personal.here, name="personal-here"),
    path("n/<str:token>/was-there/", personal.was_there, name="personal-was-there"),
    path("n/<str:token>/papers/<int:paper>/", personal.paper, name="personal-paper"),
]
