"""Coming in, going out, one's own account and the work that is done for it in the background."""

from django.urls import path

from members.views import account, jobs

urlpatterns = [
    path("login/", account.sign_in, name="login"),
    path("logout/", account.sign_out, name="logout"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password_change, name="password-change"),
    path("account/code/", account.two_factor, name="two-factor"),
    path("account/reminders/", account.reminders, name="reminders"),
    path("account/elder/", account.elder, name="elder"),
    path("account/awake/", account.awake, name="awake"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/again/", jobs.again, name="job-again"),
    path("jobs/<int:pk>/result/", jobs.result, name="job-result"),
]
