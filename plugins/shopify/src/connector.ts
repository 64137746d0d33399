import type { Connector } from "@kontor/connector";
import { shopify } from "./shopify.ts";

export const connector: Connector = shopify();
