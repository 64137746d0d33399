import { Instant } from "@kontor/connector";
import * as z from "zod";
import { Bytes, operation } from "../operation.ts";

/** What a customer answered to a reminder: that he has paid (PRODUCT F11). */
export const PaymentAnswer = z
	.object({
		id: z.uuid(),
		at: Instant,
		/** His own words; empty where he wrote none. */
		note: z.string(),
		/** The proof he added. Its type is what its content is, its name what he called it. */
		proof: z.object({ name: z.string(), contentType: z.string(), size: z.int() }).nullable(),
	})
	.meta({ id: "PaymentAnswer" });
export type PaymentAnswer = z.infer<typeof PaymentAnswer>;

const params = z.object({ order: z.uuid() });

export const listPaymentAnswers = operation({
	id: "listPaymentAnswers",
	method: "get",
	path: "/v1/orders/{order}/payment-answers",
	audience: "merchant",
	summary: "What the customer answered to reminders of this order, newest first.",
	params,
	result: z.object({ items: z.array(PaymentAnswer) }),
});

export const getPaymentProof = operation({
	id: "getPaymentProof",
	method: "get",
	path: "/v1/payment-answers/{answer}/proof",
	audience: "merchant",
	summary: "The proof that the customer added. A stranger's file: to be kept or looked at, not to be run.",
	params: z.object({ answer: z.uuid() }),
	result: Bytes,
});
