import type { AddressInfo, Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { SMTPServer, type SMTPServerSession } from "smtp-server";

/** What a server said instead of taking a message. */
interface Refusal {
	readonly code: number;
	readonly text: string;
}

export interface Received {
	readonly from: string;
	readonly to: string;
	/** Comes back with a delivery report (RFC 3461). */
	readonly envelopeId: string | undefined;
	readonly raw: string;
}

/** A mail server that takes everything, until a test says otherwise. */
export interface SmtpSink {
	readonly port: number;
	readonly received: Received[];
	/** Sessions that were opened. */
	readonly sessions: () => number;
	/** Asked for each recipient; null: taken. */
	onRecipient: (address: string) => Refusal | null;
	/** Awaited after the text has come in and before it is taken; `drop` closes the connection instead of answering. */
	onText: (raw: string, to: string) => Promise<"take" | "drop" | Refusal>;
	/** Before what it says "yet another line" for ever, one after the other: at the greeting, to a recipient, to the text. */
	trickles: "greeting" | "RCPT TO" | "text" | null;
	/** From now on it says when greeted that it takes no larger ones (RFC 1870). */
	limitSize(bytes: number): void;
	close(): Promise<void>;
}

export const LOGIN = { user: "laden", password: "geheim-4711" };

export async function startSink(): Promise<SmtpSink> {
	let sessions = 0;
	const server = new SMTPServer({
		disabledCommands: ["STARTTLS"],
		hideDSN: false,
		allowInsecureAuth: true,
		closeTimeout: 100,
		onConnect(session, done) {
			sessions++;
			if (sink.trickles === "greeting") trickle(server, session, "220");
			else done();
		},
		onAuth({ username, password }, _, done) {
			if (username === LOGIN.user && password === LOGIN.password) done(null, { user: username });
			else done(refusal({ code: 535, text: "authentication failed" }));
		},
		onRcptTo({ address }, session, done) {
			if (sink.trickles === "RCPT TO") return trickle(server, session, "250");
			const answer = sink.onRecipient(address);
			done(answer === null ? null : refusal(answer));
		},
		onData(stream, session, done) {
			// Of a connection that we close ourselves.
			stream.on("error", () => {});
			void (async () => {
				const raw = (await buffer(stream)).toString("utf8");
				const { mailFrom, rcptTo, dsn } = session.envelope;
				const to = rcptTo[0]?.address ?? "";
				if (sink.trickles === "text") return trickle(server, session, "250");
				const answer = await sink.onText(raw, to);
				if (answer === "drop") {
					connectionOf(server, session).destroy();
					return;
				}
				const from = mailFrom ? mailFrom.address : "";
				if (answer === "take") sink.received.push({ from, to, envelopeId: dsn?.envid ?? undefined, raw });
				done(answer === "take" ? null : refusal(answer));
			})().catch(() => {
				// Whoever sent it died in the middle: nothing was received, and nobody waits for an answer.
			});
		},
	});
	server.on("error", () => {});
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	const sink: SmtpSink = {
		port: (server.server.address() as AddressInfo).port,
		received: [],
		sessions: () => sessions,
		onRecipient: () => null,
		onText: async () => "take",
		trickles: null,
		limitSize(bytes) {
			server.options.size = bytes;
		},
		close: () =>
			new Promise((resolve) => {
				server.close(resolve);
			}),
	};
	return sink;
}

function refusal({ code, text }: Refusal): Error {
	return Object.assign(new Error(text), { responseCode: code });
}

/** Says something every few milliseconds, and never the last line of an answer, until whoever listens hangs up. */
function trickle(server: SMTPServer, session: SMTPServerSession, code: string): void {
	const socket = connectionOf(server, session);
	const timer = setInterval(() => socket.write(`${code}-yet another line\r\n`), 10);
	socket.once("close", () => clearInterval(timer));
}

function connectionOf(server: SMTPServer, session: SMTPServerSession): Socket {
	const { connections } = server as unknown as { connections: Set<{ id: string; _socket: Socket }> };
	const connection = [...connections].find(({ id }) => id === session.id);
	if (connection === undefined) throw new Error("the session has no connection");
	return connection._socket;
}
