from core import app_config


class FinanceConfig(app_config.DomainAppConfig):
    name = "finance"
    verbose_name = "Geld"
