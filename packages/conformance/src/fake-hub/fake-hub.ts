import { randomBytes, randomUUID } from "node:crypto";
import { CONTRACT_MAJOR, type Command, type ShopNotice } from "@kontor/connector";
import {
	batchOrders,
	type ConnectionProblem,
	completeList,
	findInstallation,
	type HostedConnection,
	hello,
	install,
	leaseWork,
	listConnections,
	listPaidOrders,
	listStandings,
	type ManifestOnWire,
	type Operation,
	offerInstallation,
	openEmbeddedSession,
	postStatusRequests,
	problem,
	putDocument,
	putSecrets,
	reportCustomer,
	reportNotices,
	reportProblem,
	reportShop,
	settleWork,
	type WorkOutcome,
} from "@kontor/protocol";
import type * as z from "zod";
import { OrderBook } from "./order-book.ts";
import { type Given, type Implemented, type Received, serve } from "./serve.ts";
import { StatusDesk } from "./status-desk.ts";
import { WorkQueue } from "./work-queue.ts";

export interface FakeHubOptions {
	/** Left out: 30. */
	readonly leaseSeconds?: number;
}

export interface FakeHub {
	readonly url: string;
	readonly key: string;
	/** Manifests as hosts said hello with them. */
	readonly manifests: ReadonlyMap<string, ManifestOnWire>;
	/** Every call as it came in. */
	readonly received: readonly Received[];
	readonly queue: WorkQueue;
	readonly documents: ReadonlyMap<string, Uint8Array>;
	readonly problems: readonly ConnectionProblem[];
	/** What connections wanted told at platforms; these take everything at once. */
	readonly statuses: Pick<StatusDesk, "requests" | "held" | "paid">;
	/** What shops said about themselves: of a connection, or of whatever shop has the identity; of a customer: of the plugin. */
	readonly notices: readonly { readonly about: string; readonly notice: ShopNotice }[];
	/** Installations that began in a shop and that nobody has claimed, by identity. */
	readonly installations: ReadonlyMap<string, Installation>;
	/** A merchant claims one. */
	claim(plugin: string, identity: string, scope: HostedConnection["scope"]): HostedConnection;
	/** While true, no call is answered. */
	setDown(down: boolean): void;
	/** Adds a connection of a plugin. */
	connect(
		given: Pick<HostedConnection, "plugin" | "config" | "secrets" | "scope"> &
			Partial<Pick<HostedConnection, "webhookKeys">>,
	): HostedConnection;
	/** The connection changed: its version grows, its next work names it. */
	change(id: string, change: Partial<HostedConnection>): HostedConnection;
	connection(id: string): HostedConnection;
	/** The one-time nonce that `install` redeems for this connection. */
	expectConsent(id: string): string;
	book(id: string): OrderBook;
	pull(id: string): Promise<WorkOutcome>;
	command(id: string, command: Command): Promise<WorkOutcome>;
	request(id: string, request: string, input?: unknown): Promise<WorkOutcome>;
	close(): Promise<void>;
}

export interface Installation {
	readonly name: string;
	readonly config: Record<string, unknown>;
	readonly secrets: Record<string, unknown>;
}

/** What a merchant's account gave out; any other link code is refused. */
export const LINK_CODE = "LINK-CODE";

const SESSION_MS = 15 * 60_000;

/** The host's side of the hub in memory, over HTTP: for the tests of connectors and of hosts in any language. */
export async function startFakeHub({ leaseSeconds = 30 }: FakeHubOptions = {}): Promise<FakeHub> {
	const key = `host-${randomBytes(16).toString("hex")}`;
	const manifests = new Map<string, ManifestOnWire>();
	const connections = new Map<string, HostedConnection>();
	const books = new Map<string, OrderBook>();
	const nonces = new Map<string, string>();
	const documents = new Map<string, Uint8Array>();
	/** What embedded pages were opened with. */
	const usedOnce = new Set<string>();
	const problems: ConnectionProblem[] = [];
	const notices: { about: string; notice: ShopNotice }[] = [];
	const installations = new Map<string, Installation>();
	const statuses = new StatusDesk();
	const queue = new WorkQueue(leaseSeconds * 1000);

	const connection = (id = ""): HostedConnection => {
		const found = connections.get(id);
		if (found === undefined) throw problem("NOT_FOUND", { detail: id });
		return found;
	};
	const book = (id = ""): OrderBook => {
		const found = books.get(connection(id).id);
		if (found === undefined) throw problem("NOT_FOUND", { detail: id });
		return found;
	};
	const change: FakeHub["change"] = (id, changed) => {
		const next = { ...connection(id), ...changed, version: connection(id).version + 1 };
		connections.set(id, next);
		return next;
	};
	const concurrency = (id: string) => manifests.get(connection(id).plugin)?.limits.concurrency ?? 1;

	const served = await serve(key, [
		implement(hello, ({ body: { manifest } }) => {
			if (manifest.contract !== CONTRACT_MAJOR) throw problem("CONTRACT_REFUSED");
			const known = manifest as ManifestOnWire;
			manifests.set(known.id, known);
			return { contract: CONTRACT_MAJOR, leaseSeconds, notices: [] };
		}),
		implement(listConnections, ({ body: { only } }) => ({
			connections: [...connections.values()].filter(({ id }) => only === undefined || only.includes(id)),
		})),
		implement(leaseWork, async ({ body: { waitSeconds, slots, free } }) => ({
			work: await queue.lease(waitSeconds * 1000, slots, (id) => free[id] ?? concurrency(id)),
		})),
		implement(settleWork, ({ params, body }) => {
			queue.settle(params.work ?? "", body);
			return undefined;
		}),
		implement(batchOrders, ({ params, body }) => ({ results: book(params.connection).store(body) })),
		implement(completeList, ({ params, body: { list } }) => ({
			missing: book(params.connection).missing(list, connection(params.connection).scope.mapping),
			held: false,
		})),
		implement(putDocument, ({ params, body }) => {
			documents.set(`${connection(params.connection).id}/${params.ref}/${params.document}`, body);
			return undefined;
		}),
		implement(putSecrets, ({ params, body: { ifVersion, secrets } }) => {
			const { id, secretsVersion } = connection(params.connection);
			if (secretsVersion !== ifVersion) throw problem("VERSION_MOVED");
			change(id, { secrets, secretsVersion: secretsVersion + 1 });
			return { secretsVersion: secretsVersion + 1 };
		}),
		implement(install, ({ body: { nonce, secrets } }) => {
			const id = nonces.get(nonce);
			if (id === undefined) throw problem("NOT_FOUND");
			nonces.delete(nonce);
			change(id, { secrets, secretsVersion: connection(id).secretsVersion + 1 });
			return { connection: id };
		}),
		implement(offerInstallation, ({ body: { identity, installed, linkCode } }) => {
			if (installed !== undefined) installations.set(identity, installed);
			if (!installations.has(identity)) return { state: "unknown" as const };
			if (linkCode === LINK_CODE) return { state: "linked" as const };
			return { state: "unclaimed" as const, code: "CLAIM-CODE", refused: linkCode !== undefined };
		}),
		implement(findInstallation, ({ body: { identity } }) => ({ installation: installations.get(identity) ?? null })),
		implement(reportNotices, ({ params, body }) => {
			const about = connection(params.connection).id;
			notices.push(...body.notices.map((notice) => ({ about, notice })));
			return undefined;
		}),
		implement(reportShop, ({ body: { identity, notices: told } }) => {
			notices.push(...told.map((notice) => ({ about: identity, notice })));
			return undefined;
		}),
		implement(reportCustomer, ({ body: { plugin, notice } }) => {
			notices.push({ about: plugin, notice });
			return undefined;
		}),
		implement(openEmbeddedSession, ({ params, body: { once, language } }) => {
			const { id } = connection(params.connection);
			if (usedOnce.has(once)) throw problem("USED_BEFORE");
			usedOnce.add(once);
			const expiresAt = new Date(Date.now() + SESSION_MS).toISOString();
			return { connection: id, key: `session-${usedOnce.size}`, expiresAt, language };
		}),
		implement(postStatusRequests, ({ params, body }) => {
			connection(params.connection);
			return { standings: statuses.take(body) };
		}),
		implement(listStandings, ({ params, body: { subjects } }) => {
			connection(params.connection);
			return { standings: statuses.standings(subjects) };
		}),
		implement(listPaidOrders, ({ params, body: { orders } }) => {
			connection(params.connection);
			return { paid: orders.map(({ orderNumber }) => statuses.paid.has(orderNumber)) };
		}),
		implement(reportProblem, ({ body }) => {
			problems.push(body);
			return undefined;
		}),
	]);

	const offer = (
		id: string,
		work:
			| { kind: "pull" }
			| { kind: "command"; command: Command }
			| { kind: "request"; request: string; input: unknown },
	) => {
		const base = { connection: id, connectionVersion: connection(id).version };
		return queue.offer(
			work.kind === "pull" ? { ...base, kind: "pull", cursor: book(id).cursor } : { ...base, ...work },
		);
	};
	const connect: FakeHub["connect"] = (given) => {
		const id = randomUUID();
		const added = { webhookKeys: [newKey(), newKey()], ...given, id, version: 1, secretsVersion: 1 };
		connections.set(id, added);
		books.set(id, new OrderBook());
		return added;
	};
	return {
		url: served.url,
		key,
		manifests,
		received: served.received,
		queue,
		documents,
		problems,
		statuses,
		notices,
		installations,
		setDown: (down) => {
			served.down = down;
		},
		connect,
		claim(plugin, identity, scope) {
			const installation = installations.get(identity);
			if (installation === undefined) throw new Error(`nobody installed ${identity}`);
			installations.delete(identity);
			const { config, secrets } = installation;
			return connect({ plugin, config, secrets, scope });
		},
		change,
		connection,
		expectConsent(id) {
			const nonce = randomBytes(24).toString("base64url");
			nonces.set(nonce, id);
			return nonce;
		},
		book,
		pull: (id) => offer(id, { kind: "pull" }),
		command: (id, command) => offer(id, { kind: "command", command }),
		request: (id, request, input = null) => offer(id, { kind: "request", request, input }),
		close: () => served.close(),
	};
}

/** An operation with what answers it; `serve` has checked params and body against its schemas. */
function implement<O extends Operation>(
	operation: O,
	answer: (given: {
		params: Given["params"];
		body: z.infer<O["body"]>;
	}) => z.input<O["result"]> | Promise<z.input<O["result"]>>,
): Implemented {
	return { operation, answer: ({ params, body }) => answer({ params, body: body as z.infer<O["body"]> }) };
}

function newKey(): string {
	return `whsec_${randomBytes(32).toString("base64")}`;
}
