"""Chats: WhatsApp, Telegram, Slack, Discord, IRC, Pidgin, and the chat that Zoom saves.

Logs and exports of chat programs: a name and a time for each message.
"""
