from core import app_config


class ProgressConfig(app_config.DomainAppConfig):
    name = "progress"
    verbose_name = "Voortgang"
