"""Every address of the site, or the file where it goes on."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import include, path

from toekomstagenda.views import SignInView, health, security_txt

urlpatterns = [
    path("inloggen/", SignInView.as_view(), name="inloggen"),
    path("uitloggen/", login_not_required(LogoutView.as_view()), name="uitloggen"),
    path("beheer/", admin.site.urls),
    path("gezondheid", health, name="health"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("", include("toekomstagenda.api")),
    path("", include("pages.urls")),
]
