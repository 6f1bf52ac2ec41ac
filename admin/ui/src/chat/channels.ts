import type { Schemas } from "../api/types";

export type Channel = Schemas["Channel"];

const NAMES: Readonly<Record<Channel, string>> = {
  web: "Web",
  telegram: "Telegram",
  whatsapp: "WhatsApp",
  sms: "SMS",
};

/** What a channel is called, in every language alike. */
export const channelName = (channel: Channel): string => NAMES[channel];
