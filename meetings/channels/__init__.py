"""Ways by which a notice leaves the house by itself. One file each; to add one, see base.py.

What a person does — 当面、电话、信息、书面 — is no channel of this sort: it is noted in the ledger, not sent.
"""

from meetings.channels import mail
from meetings.channels.base import Channel, Result
from meetings.vocabulary import NoticeChannel

CHANNELS: dict[NoticeChannel, Channel] = {NoticeChannel.EMAIL: mail.deliver}

__all__ = ["CHANNELS", "Channel", "Result"]
