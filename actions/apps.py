from core import app_config


class ActionsConfig(app_config.DomainAppConfig):
    name = "actions"
    verbose_name = "Programma"
