"""The year ahead: theme days and plans."""

from django.urls import path

from meetings.views import theme_days

urlpatterns = [
    path("organisations/<int:pk>/theme-days/", theme_days.theme_year, name="theme-days"),
    path("organisations/<int:pk>/theme-days/<int:year>/<int:month>/", theme_days.theme_day, name="theme-day"),
    path("organisations/<int:pk>/theme-rule/", theme_days.theme_rule, name="theme-rule"),
]
