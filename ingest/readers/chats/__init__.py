"""Chats: WhatsApp, Telegram, Slack, Discord, Teams, iMessage, IRC, Pidgin, and what Zoom saves.

Logs and exports of chat programs: a name and a time for each message.
"""
