import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface FakeJob {
	id: number;
	status: "queue" | "hold" | "done" | "canceled" | "draft";
	notice: string | null;
	filename_original: string | null;
	readonly pdf: Buffer;
	readonly specification: unknown;
}

/** A letter service as the LXP API's description says: login in every body, md5 of the base64, lists in pages. */
export interface FakeLetterService {
	readonly url: string;
	readonly jobs: FakeJob[];
	/** What is asked of it, as "POST /printjobs". */
	readonly calls: string[];
	/** Before a letter is taken: `refuse` it, `break` the connection, or after it was taken: answer nothing. */
	onJob: () => "take" | "refuse" | "break" | "take-and-break";
	/** Whether lists tell what was noted with a job. */
	echoes: boolean;
	close(): Promise<void>;
}

export const KEY = "lxp-key-0815";

export async function startLetterService(): Promise<FakeLetterService> {
	const server = createServer((request, response) => void answered(request, response));
	async function answered(request: IncomingMessage, response: ServerResponse) {
		const url = new URL(request.url ?? "", "http://lxp");
		fake.calls.push(`${request.method} ${url.pathname}`);
		const body = JSON.parse(await text(request));
		const answer = (status: number, message: string, data?: unknown) =>
			response
				.writeHead(status, { "content-type": "application/json" })
				.end(JSON.stringify({ status, message, ...(data !== undefined && { data }) }));
		if (request.headers["content-type"] !== "application/json") return answer(400, "Bad content type");
		if (body.auth?.username !== "laden" || body.auth.apikey !== KEY) return answer(401, "Unauthorized.");
		const id = Number(/^\/printjobs\/(\d+)$/.exec(url.pathname)?.[1]);
		const job = fake.jobs.find((one) => one.id === id);
		if (request.method === "POST" && url.pathname === "/printjobs")
			return take(body.letter, answer, () => response.destroy());
		if (request.method === "GET" && url.pathname === "/printjobs") return answer(200, "OK", page(url));
		if (job === undefined) return answer(404, "Not found");
		if (request.method === "GET") return answer(200, "OK", shown(job));
		if (job.status !== "queue") return answer(409, "Print job is being processed");
		job.status = "canceled";
		return answer(200, "Print job deleted successfully");
	}
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});

	function take(
		letter: Record<string, string>,
		answer: (status: number, message: string, data?: unknown) => void,
		hangUp: () => void,
	) {
		const what = fake.onJob();
		if (what === "break") return hangUp();
		const {
			base64_file: base64 = "",
			base64_file_checksum: checksum,
			notice,
			filename_original,
			specification,
		} = letter;
		if (createHash("md5").update(base64).digest("hex") !== checksum) return answer(422, "Checksum does not match");
		if (what === "refuse") return answer(422, "Address could not be read");
		const job: FakeJob = {
			id: 6_000_000 + fake.jobs.length,
			status: "queue",
			notice: notice ?? null,
			filename_original: filename_original ?? null,
			pdf: Buffer.from(base64, "base64"),
			specification,
		};
		fake.jobs.push(job);
		if (what === "take-and-break") return hangUp();
		return answer(200, "OK", shown(job));
	}

	function page(url: URL) {
		const listed = fake.jobs.filter(({ status }) => status === url.searchParams.get("filter"));
		const at = Number(url.searchParams.get("page"));
		const printjobs = listed.slice((at - 1) * 2, at * 2).map(shown);
		return { printjobs, pagination: { last_page: Math.max(1, Math.ceil(listed.length / 2)), current_page: at } };
	}

	function shown({ id, status, notice, filename_original }: FakeJob) {
		return { id, status, ...(fake.echoes && { notice, filename_original }), items: [] };
	}

	const fake: FakeLetterService = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		jobs: [],
		calls: [],
		onJob: () => "take",
		echoes: true,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
	return fake;
}
