"""People, places, accounts and the trail, as the three administrators see them."""

from django.contrib import admin
from django.contrib.auth.models import Group
from django_otp.plugins.otp_totp.models import TOTPDevice

from members.admin import accounts, audit, people, places

# Not ours to hand out: what a person may do stands in RoleGrant, and one-time codes are set up by their owner.
admin.site.unregister([Group, TOTPDevice])

__all__ = ["accounts", "audit", "people", "places"]
