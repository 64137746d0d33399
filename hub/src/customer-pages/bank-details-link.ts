import * as z from "zod";
import { customerLink } from "./customer-link.ts";

/** The page where a customer says where money may go back to (PRODUCT K2). */
export const BANK_DETAILS = customerLink("bank-details", z.object({ merchant: z.uuid(), repayment: z.uuid() }));
