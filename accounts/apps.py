from core import app_config


class AccountsConfig(app_config.DomainAppConfig):
    name = "accounts"
    verbose_name = "Gebruikers"
