import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { sign } from "@kontor/protocol";

export const PARTNER_KEY = "key-of-the-partner";
export const SIGNING_KEY = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

/** A collection agency that behaves as the interface is described, unless a test wants it otherwise. */
export class FakePartner {
	readonly calls: string[] = [];
	readonly cases = new Map<string, { file: Buffer; payments: unknown[]; ended: boolean; status: object | null }>();
	/** What befalls the next calls, in order. */
	readonly faults: ("down" | "takes-and-drops" | { refuses: string })[] = [];
	/** What goes on while he thinks about a call. */
	meanwhile: () => Promise<void> = async () => {};
	#server!: Server;

	async open(): Promise<void> {
		this.#server = createServer((request, response) => {
			this.#answer(request).then(
				({ status, body }) => response.writeHead(status, { "content-type": "application/json" }).end(body),
				() => request.socket.destroy(),
			);
		});
		await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
	}

	close(): void {
		this.#server.closeAllConnections();
		this.#server.close();
	}

	get url(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/kontor/`;
	}

	async #answer(request: IncomingMessage): Promise<{ status: number; body: string }> {
		const body = await buffer(request);
		const { method = "", url = "", headers } = request;
		const [, id = "", what = ""] = /^\/kontor\/cases\/([^/]+)\/?(\w*)$/.exec(url) ?? [];
		this.calls.push(`${method} ${what || "case"}`);
		if (headers.authorization !== `Bearer ${PARTNER_KEY}`) return { status: 401, body: "" };
		await this.meanwhile();
		const fault = this.faults.shift();
		if (fault === "down") return { status: 503, body: "" };
		if (typeof fault === "object") return { status: 422, body: JSON.stringify({ detail: fault.refuses }) };
		const known = this.cases.get(id);
		if (method === "PUT" && what === "" && known === undefined) {
			this.cases.set(id, { file: body, payments: [], ended: false, status: null });
		} else if (known === undefined) return { status: 404, body: "" };
		else if (what === "payments") known.payments.push(JSON.parse(body.toString()));
		else if (what === "end") known.ended = true;
		if (fault === "takes-and-drops") throw new Error("the connection drops");
		return { status: 200, body: JSON.stringify({ reference: `AZ-${this.cases.size}`, status: known?.status ?? null }) };
	}
}

/** A signed report, as the partner sends it. */
export function report(url: string, status: object, now: Date, key = SIGNING_KEY): Promise<Response> {
	const body = new TextEncoder().encode(JSON.stringify(status));
	const headers = { ...sign([key], "msg-1", now, body), "content-type": "application/json" };
	return fetch(url, { method: "POST", headers, body });
}
