"""Every command of ``filo``, beside those that start the sites."""

from __future__ import annotations

from bot.commands.audit import audit
from bot.commands.channels import channels
from bot.commands.database import db
from bot.commands.directory import directory
from bot.commands.flows import flows
from bot.commands.keys import keys
from bot.commands.measures import measures
from bot.commands.people import people
from bot.commands.sites import sites
from bot.commands.staff import staff
from bot.commands.switching import channel, service
from bot.commands.talking import check, doctor, talk, understand
from bot.commands.training import training
from bot.commands.understanding import understanding

app = sites
for command in (talk, check, understand, doctor):
    app.command()(command)
for name, group in {
    "db": db,
    "keys": keys,
    "staff": staff,
    "directory": directory,
    "training": training,
    "measures": measures,
    "understanding": understanding,
    "flows": flows,
    "people": people,
    "channels": channels,
    "channel": channel,
    "service": service,
    "audit": audit,
}.items():
    app.add_typer(group, name=name)
