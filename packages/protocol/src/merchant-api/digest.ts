import * as z from "zod";
import { operation } from "../operation.ts";

/** How the merchant is told by e-mail of what needs a person (PRODUCT L4). Each cause is told once. */
export const DigestSettings = z
	.object({
		/** Null: nothing is sent. */
		recipient: z.email().max(254).nullable().default(null),
		/** In the morning, where there is anything new. */
		daily: z.boolean().default(true),
		/** At once what cannot wait: nothing is read, written or sent any more, or a payment was taken back. */
		urgent: z.boolean().default(true),
		language: z.enum(["de", "en"]).default("de"),
	})
	.meta({ id: "DigestSettings" });
export type DigestSettings = z.infer<typeof DigestSettings>;

export const getDigestSettings = operation({
	id: "getDigestSettings",
	method: "get",
	path: "/v1/digest",
	audience: "merchant",
	summary: "How the merchant is told by e-mail of what needs a person.",
	result: DigestSettings,
});

export const putDigestSettings = operation({
	id: "putDigestSettings",
	method: "put",
	path: "/v1/digest",
	audience: "merchant",
	summary: "Sets how the merchant is told by e-mail of what needs a person.",
	body: DigestSettings,
	result: DigestSettings,
});
