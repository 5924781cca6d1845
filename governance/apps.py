from core import app_config


class GovernanceConfig(app_config.DomainAppConfig):
    name = "governance"
    verbose_name = "Sturing en organisatie"
