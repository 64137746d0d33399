import * as z from "zod";
import { customerLink } from "./customer-link.ts";

/** The page where a customer says that an order is paid (PRODUCT F11). */
export const ALREADY_PAID = customerLink("already-paid", z.object({ merchant: z.uuid(), order: z.uuid() }));
