import { parentPort, workerData } from "node:worker_threads";
import { destination, pino } from "pino";
import { openDatabase } from "../db/database.ts";
import { OrderBooks } from "./order-books.ts";
import { runAssignment } from "./run.ts";
import { END, type RunAnswer, type RunRequest, type ThreadData } from "./thread-assigner.ts";

/** A thread that assigns (thread-assigner.ts): its own books, its own connections. */
const { databaseUrl, booksBytes, logLevel } = workerData as ThreadData;
/** A job worker's runs, and what each does beside its transaction. */
const CONNECTIONS = 4;

let ahead = 0;
const log = pino({ level: logLevel }, destination(1));
const db = openDatabase({
	url: databaseUrl,
	connections: CONNECTIONS,
	clock: () => new Date(Date.now() + ahead),
});
const books = new OrderBooks(booksBytes);

async function answer({ run, merchantId, now }: RunRequest): Promise<void> {
	ahead = now - Date.now();
	const error = await runAssignment({ db, books, log }, merchantId).then(
		() => null,
		(reason: unknown) => (reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)),
	);
	parentPort?.postMessage({ run, error } satisfies RunAnswer);
}

parentPort?.on("message", (message: RunRequest | typeof END) => {
	if (message !== END) void answer(message);
	else void db.close().finally(() => parentPort?.close());
});
