from core import app_config


class BaselineConfig(app_config.DomainAppConfig):
    name = "baseline"
    verbose_name = "Programmadocument"
