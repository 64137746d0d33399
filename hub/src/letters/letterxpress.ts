import { createHash } from "node:crypto";
import type { LetterService as Config } from "@kontor/protocol";
import type * as z from "zod";
import { CarrierFault } from "../messages/channel.ts";
import { type LetterService, OutcomeUnknown, type Progress } from "./letter-service.ts";
import { type CallService, Job, JobPage, type JobStatus } from "./letterxpress-call.ts";

/** Where a job may be. Every list has to be looked through before a letter is said not to be there. */
const LISTS = ["queue", "hold", "done", "canceled", "draft"] as const;
/** Pages looked through per list; a longer one cannot be said anything about. */
const MOST_PAGES = 40;

const PROGRESS: Readonly<Record<JobStatus, Progress["state"]>> = {
	queue: "accepted",
	hold: "accepted",
	draft: "accepted",
	done: "sent",
	canceled: "cancelled",
};

/**
 * A service that speaks the LXP API, version 3 (letterxpress.de/versandwege/api): JSON with the login in every body, the address
 * read from the PDF's window, jobs that can be deleted for 15 minutes. It has no field for a reference that is unique, so the
 * message's id is written into the file's name and the notice, and looked for there.
 */
export function letterxpress({ url, user, color, duplex }: Config, call: CallService): LetterService {
	return {
		name: `${url}#${encodeURIComponent(user)}`,
		async hand({ id, subject, pdf }) {
			const base64 = Buffer.from(pdf).toString("base64");
			const letter = {
				base64_file: base64,
				// As the service wants it: of the text, not of the file.
				base64_file_checksum: createHash("md5").update(base64).digest("hex"),
				filename_original: `${id}.pdf`,
				notice: `${id} ${subject}`.slice(0, 255),
				specification: { color: color ? "4" : "1", mode: duplex ? "duplex" : "simplex", shipping: "auto" },
			};
			const answer = await call("POST", "/printjobs", { letter });
			if (answer.status >= 400) return { state: "refused", ref: "", reply: answer.message };
			const job = Job.safeParse(answer.data);
			if (!job.success) throw new OutcomeUnknown(`the service answered ${answer.status} without a job`);
			return progressOf(job.data);
		},
		async find(id) {
			let silent = false;
			for (const list of LISTS) {
				for (let page = 1; ; page++) {
					const answer = await call("GET", `/printjobs?filter=${list}&page=${page}`, {});
					const read = JobPage.safeParse(answer.data);
					if (answer.status >= 400 || !read.success) return "cannot-say";
					const { printjobs, pagination } = read.data;
					const job = printjobs.find(({ notice, filename_original: name }) => `${name} ${notice}`.includes(id));
					if (job !== undefined) return progressOf(job);
					// One without either may be the one that is looked for.
					silent ||= printjobs.some(({ notice, filename_original: name }) => notice == null && name == null);
					if (page >= pagination.last_page) break;
					if (page === MOST_PAGES) return "cannot-say";
				}
			}
			return silent ? "cannot-say" : "absent";
		},
		follow,
		async cancel(ref) {
			const answer = await call("DELETE", jobPath(ref), {});
			if (answer.status < 400) return { state: "cancelled", ref, reply: answer.message };
			return follow(ref);
		},
	};

	async function follow(ref: string): Promise<Progress> {
		const answer = await call("GET", jobPath(ref), {});
		// Baskets are emptied after a week; a job that was printed stays.
		if (answer.status === 404) return { state: "cancelled", ref, reply: answer.message };
		const job = Job.safeParse(answer.data);
		if (answer.status < 400 && job.success) return progressOf(job.data);
		throw new CarrierFault({
			de: `Der Briefdienst gibt keine Auskunft: ${answer.message}`,
			en: `The letter service does not answer: ${answer.message}`,
		});
	}
}

function progressOf({ id, status }: z.infer<typeof Job>): Progress {
	return { state: PROGRESS[status], ref: `${id}`, reply: status };
}

function jobPath(ref: string): string {
	return `/printjobs/${encodeURIComponent(ref)}`;
}
