import { Instant } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";
import { Connection } from "./connections.ts";

export const createLinkCode = operation({
	id: "createLinkCode",
	method: "post",
	path: "/v1/link-codes",
	audience: "merchant",
	summary: "Makes a code that is entered in the shop's admin: the shop is then this merchant's. Good once.",
	result: z.object({ code: z.string(), expiresAt: Instant }),
	status: 201,
});

export const claimInstallation = operation({
	id: "claimInstallation",
	method: "post",
	path: "/v1/installations/claims",
	audience: "merchant",
	summary: "Claims an installation that began in the shop, by the code that the shop shows.",
	body: z.object({ claimCode: z.string().min(1).max(100) }),
	result: Connection,
});
