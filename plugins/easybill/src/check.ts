import { type CheckResult, ConnectorError, type Description } from "@kontor/connector";
import * as z from "zod";
import type { Api } from "./client.ts";
import { listDocuments, OPEN_INVOICES } from "./documents.ts";
import * as faults from "./faults.ts";
import { PAYMENT_METHODS } from "./mapping.ts";
import { List, Login } from "./shapes.ts";
import { MACHINE, STATUS_TITLES } from "./statuses.ts";

/** Reads who has access to the account: its first administrator stands for it, since the API names no account. */
export async function check(api: Api): Promise<CheckResult> {
	try {
		const { body, date } = await api.get("logins", { limit: 1000 });
		const logins = List.extend({ items: z.array(Login) }).safeParse(body).data?.items ?? [];
		const administrators = logins.filter(({ login_type }) => login_type === "ADMIN");
		const [first] = (administrators.length > 0 ? administrators : logins).map(({ id }) => id).toSorted((a, b) => a - b);
		if (first === undefined) throw faults.unexpected("GET logins", "at least one login");
		return { ok: true, identity: `login ${first}`, shopClock: date.toISOString() };
	} catch (error) {
		if (!(error instanceof ConnectorError) || error.details.forMerchant === undefined) throw error;
		const field = error.fault === "bad-config" ? "apiKey" : error.fault === "rate-limited" ? "plan" : null;
		return { ok: false, field, forMerchant: error.details.forMerchant };
	}
}

/** Always the same; asked for by a key that may not read invoices it says so. */
export async function describe(api: Api): Promise<Description> {
	await listDocuments(api, { ...OPEN_INVOICES, limit: 1 }, 1, () => {});
	return {
		paymentMethods: Object.values(PAYMENT_METHODS).map((method) => ({ ...method, active: true })),
		statuses: { [MACHINE]: Object.entries(STATUS_TITLES).map(([id, title]) => ({ id, title })) },
	};
}
