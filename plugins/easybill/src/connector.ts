import { EASYBILL } from "./client.ts";
import { easybill } from "./easybill.ts";

export const connector = easybill(EASYBILL);
