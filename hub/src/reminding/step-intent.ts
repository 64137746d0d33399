import { Day } from "@kontor/connector";
import * as z from "zod";

/** What a step's message is made of when it is sent: amounts are those of that moment, not of the evening before. */
export const StepIntent = z.object({
	message: z.string(),
	level: z.int().optional(),
	/** Before it changed (PRODUCT B6), in minor units of the order's currency. */
	previousAmount: z.int().optional(),
	/** All that one message reminds of (PRODUCT M8); left out: the message's own order. */
	orders: z.array(z.uuid()).optional(),
	/** A payment that came in (PRODUCT F10), in minor units of the order's currency, and the day on which the bank booked it. */
	received: z.object({ minor: z.int(), day: Day }).optional(),
	/** The customer is asked where it may go (PRODUCT K2), in minor units of the order's currency. */
	repayment: z.object({ id: z.uuid(), minor: z.int() }).optional(),
	/** The machine demands with it: where it could not be sent for days, it is looked at again whether it may (PRODUCT F8). */
	demands: z.boolean().optional(),
	/** A letter with a page to pay with (PRODUCT G12). */
	slip: z.boolean().optional(),
});
export type StepIntent = z.infer<typeof StepIntent>;
