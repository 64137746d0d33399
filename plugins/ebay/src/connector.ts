import type { Connector } from "@kontor/connector";
import { ebay } from "./ebay.ts";

export const connector: Connector = ebay();
