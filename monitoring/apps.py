from core import app_config


class MonitoringConfig(app_config.DomainAppConfig):
    name = "monitoring"
    verbose_name = "Monitor"
