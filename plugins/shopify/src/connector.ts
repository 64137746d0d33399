import type { Connector } from "@kontor/connector";
import { appOf } from "./app.ts";
import { shopify } from "./shopify.ts";

export const connector: Connector = shopify(appOf(process.env));
