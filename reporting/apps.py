from core import app_config


class ReportingConfig(app_config.DomainAppConfig):
    name = "reporting"
    verbose_name = "Kwartaaloverzicht"
