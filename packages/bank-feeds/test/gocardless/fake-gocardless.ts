import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as api from "./api-shapes.ts";

export interface FakeAccount {
	readonly id: string;
	readonly iban: string;
	readonly currency: string;
	booked: object[];
	pending: object[];
}

/** How the next requests for transactions are answered. */
export interface Trouble {
	readonly status: number;
	readonly body?: object | string;
	readonly headers?: Record<string, string>;
	/** Answers never. */
	readonly silent?: true;
}

interface Agreement {
	id: string;
	institution_id: string;
	accepted: string | null;
	access_valid_for_days: number;
	max_historical_days: number;
}

interface Requisition {
	id: string;
	status: string;
	agreement: string;
	reference: string;
	redirect: string;
	institution_id: string;
	accounts: string[];
}

const KEYS = { secretId: "secret-id-of-the-test", secretKey: "secret-key-of-the-test" };
const BANK = "SPARKASSE_TESTDE00XXX";

/** GoCardless Bank Account Data, as its OpenAPI description has it; what it is asked and answers is checked against that. */
export async function startFakeGoCardless(now: () => Date) {
	const agreements = new Map<string, Agreement>();
	const requisitions = new Map<string, Requisition>();
	const accounts = new Map<string, FakeAccount>();
	const tokens = new Set<string>();
	const seen: { method: string; path: string; query: Record<string, string> }[] = [];
	const faults: string[] = [];
	const fake = { trouble: null as Trouble | null, redirects: false };

	function answer(
		method: string,
		path: string,
		body: unknown,
		query: URLSearchParams,
	): { status: number; body: unknown } {
		const [, resource, id, part] =
			/^\/api\/v2\/(agreements\/enduser|[a-z]+)\/(?:([^/]+)\/)?(?:(\w+)\/)?$/.exec(path) ?? [];
		switch (`${method} ${resource}${id === undefined ? "" : "/:id"}${part === undefined ? "" : `/${part}`}`) {
			case "GET institutions": {
				const country = query.get("country");
				return ok(api.Institutions, country === "DE" ? [institution()] : []);
			}
			case "GET institutions/:id":
				return id === BANK
					? ok(api.InstitutionDetails, { ...institution(), supported_features: [], identification_codes: [] })
					: problem(404, "Not found.", "Not found.");
			case "POST agreements/enduser": {
				const given = api.AgreementRequest.parse(body);
				const agreement = { ...given, id: randomUUID(), accepted: null };
				agreements.set(agreement.id, agreement);
				return ok(api.Agreement, { ...agreement, created: now().toISOString() }, 201);
			}
			case "GET agreements/enduser/:id":
				return ok(api.Agreement, { ...agreements.get(id ?? ""), created: now().toISOString() });
			case "POST requisitions": {
				const given = api.RequisitionRequest.parse(body);
				const requisition = { ...given, id: randomUUID(), status: "CR", accounts: [] };
				requisitions.set(requisition.id, requisition);
				return ok(api.Requisition, written(requisition), 201);
			}
			case "GET requisitions/:id": {
				const requisition = requisitions.get(id ?? "");
				return requisition === undefined
					? problem(404, "Not found.", "Not found.")
					: ok(api.Requisition, written(requisition));
			}
			case "GET accounts/:id":
				return ofAccount(id, ({ iban }) => ok(api.Account, { id, iban, status: "READY", institution_id: BANK }));
			case "GET accounts/:id/details":
				return ofAccount(id, ({ iban, currency }) =>
					ok(api.AccountDetail, {
						account: { resourceId: "1", iban, currency, ownerName: "Laden GmbH", name: "Giro" },
					}),
				);
			case "GET accounts/:id/transactions":
				return ofAccount(id, ({ booked, pending }) =>
					ok(api.Transactions, { transactions: { booked, pending }, last_updated: now().toISOString() }),
				);
			default:
				return problem(404, `no ${method} ${path}`, "Not found.");
		}
	}

	function ofAccount(id: string | undefined, give: (account: FakeAccount) => { status: number; body: unknown }) {
		const account = accounts.get(id ?? "");
		return account === undefined ? problem(404, `Account ID ${id} not found`, "Please check") : give(account);
	}

	function written(requisition: Requisition) {
		const link = `https://ob.gocardless.test/psd2/start/${requisition.id}/${BANK}`;
		return { ...requisition, created: now().toISOString(), link };
	}

	async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const send = (status: number, body: unknown, headers: Record<string, string> = {}) =>
			response
				.writeHead(status, { "content-type": "application/json", ...headers })
				.end(typeof body === "string" ? body : JSON.stringify(body));
		try {
			const { pathname, searchParams } = new URL(request.url ?? "", "http://fake");
			const method = request.method ?? "";
			const given = await bodyOf(request);
			seen.push({ method, path: pathname, query: Object.fromEntries(searchParams) });
			if (fake.redirects) return void send(302, {}, { location: "http://127.0.0.1:9/elsewhere" });
			if (!pathname.endsWith("/")) return void send(301, {}, { location: `${pathname}/` });
			if (pathname === "/api/v2/token/new/") {
				const { secret_id, secret_key } = api.TokenRequest.parse(given);
				if (secret_id !== KEYS.secretId || secret_key !== KEYS.secretKey) {
					const refused = problem(401, "Authentication failed", "No active account found with the given credentials");
					return void send(refused.status, refused.body);
				}
				const access = randomUUID();
				tokens.add(access);
				return void send(200, { access, access_expires: 86_400, refresh: randomUUID(), refresh_expires: 2_592_000 });
			}
			if (!tokens.has(request.headers.authorization?.replace("Bearer ", "") ?? "")) {
				return void send(401, problem(401, "Invalid token", "Token is invalid or expired").body);
			}
			const { trouble } = fake;
			if (trouble !== null && pathname.endsWith("/transactions/")) {
				if (trouble.silent) return;
				return void send(trouble.status, trouble.body ?? {}, trouble.headers);
			}
			const { status, body } = answer(method, pathname, given, searchParams);
			send(status, body);
		} catch (error) {
			faults.push(String(error));
			send(500, { error: String(error) });
		}
	}

	const server = createServer((request, response) => void serve(request, response));
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	return Object.assign(fake, {
		keys: { ...KEYS, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v2` },
		bank: BANK,
		/** What it was asked. */
		seen,
		/** Requests and answers that are not as described: has to stay empty. */
		faults,
		account(id: string): FakeAccount {
			const account = accounts.get(id);
			if (account === undefined) throw new Error(`no account ${id}`);
			return account;
		},
		/** The holder consents on the page of his bank. */
		consents(url: string, given: readonly Omit<FakeAccount, "booked" | "pending">[]): void {
			const requisition = requisitions.get(url.split("/").at(-2) ?? "");
			const agreement = agreements.get(requisition?.agreement ?? "");
			if (requisition === undefined || agreement === undefined) throw new Error(`no such link ${url}`);
			for (const account of given) accounts.set(account.id, { booked: [], pending: [], ...account });
			Object.assign(requisition, { status: "LN", accounts: given.map(({ id }) => id) });
			agreement.accepted = now().toISOString();
		},
		/** RJ: the holder refused. EX, SU: run out, suspended. */
		moves(url: string, status: string): void {
			Object.assign(requisitions.get(url.split("/").at(-2) ?? "") ?? {}, { status });
		},
		revokeTokens: () => tokens.clear(),
		async close(): Promise<void> {
			server.closeAllConnections();
			await new Promise((resolve) => {
				server.close(resolve);
			});
		},
	});
}

export type FakeGoCardless = Awaited<ReturnType<typeof startFakeGoCardless>>;

function institution() {
	return {
		id: BANK,
		name: "Testsparkasse",
		bic: "TESTDE00XXX",
		transaction_total_days: "365",
		max_access_valid_for_days: "180",
		countries: ["DE"],
		logo: "https://logo.test/1.png",
	};
}

function ok(schema: { parse(value: unknown): unknown }, body: unknown, status = 200) {
	return { status, body: schema.parse(body) };
}

export function problem(status: number, summary: string, detail: string, type?: string) {
	return { status, body: api.ErrorResponse.parse({ summary, detail, status_code: status, ...(type && { type }) }) };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
	const pieces: Uint8Array[] = [];
	for await (const piece of request) pieces.push(piece as Uint8Array);
	const text = Buffer.concat(pieces).toString();
	return text === "" ? undefined : JSON.parse(text);
}
