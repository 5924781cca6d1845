"""Which admin site the project has; apart from it, for this is read before any app."""

from django.contrib.admin.apps import AdminConfig


class TrackerAdminConfig(AdminConfig):
    default_site = "toekomstagenda.site.TrackerAdminSite"
