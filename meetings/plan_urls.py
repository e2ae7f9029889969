"""The year ahead: theme days and plans."""

from django.urls import path

from meetings.views import plan_edit, plans, theme_days

urlpatterns = [
    path("plans/", plans.plan_list, name="plans"),
    path("organisations/<int:pk>/plans/draft/", plans.plan_draft, name="plan-draft"),
    path("plans/<int:pk>/", plans.plan_page, name="plan"),
    path("plans/<int:pk>/edit/", plan_edit.plan_edit, name="plan-edit"),
    path("plans/<int:pk>/report/", plans.plan_report, name="plan-report"),
    path("plans/<int:pk>/acknowledge/", plans.plan_acknowledge, name="plan-acknowledge"),
    path("plans/<int:pk>/return/", plans.plan_return, name="plan-return"),
    path("plans/<int:pk>/discard/", plans.plan_discard, name="plan-discard"),
    path("plans/<int:pk>/export/<slug:form>/", plans.plan_export, name="plan-export"),
    path("plan-items/<int:pk>/call/", plans.plan_call, name="plan-call"),
    path("organisations/<int:pk>/theme-days/", theme_days.theme_year, name="theme-days"),
    path("organisations/<int:pk>/theme-days/<int:year>/<int:month>/", theme_days.theme_day, name="theme-day"),
    path("organisations/<int:pk>/theme-rule/", theme_days.theme_rule, name="theme-rule"),
]
