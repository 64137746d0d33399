import { type AddressInfo, createServer, type Socket } from "node:net";
import { LOGIN } from "./smtp-sink.ts";

/** A mailbox behind as much of IMAP4rev1 (RFC 3501) as is needed to look into it. */
export interface ImapBox {
	readonly port: number;
	/** What lies in it, by its identifier. */
	readonly mails: Map<number, string>;
	/** Changes when the server has lost its identifiers. */
	validity: number;
	/** Commands that were asked, without their tags. */
	readonly asked: string[];
	/** Answers the greeting alone. */
	silent: boolean;
	close(): Promise<void>;
}

export async function startBox(): Promise<ImapBox> {
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on("close", () => sockets.delete(socket)).on("error", () => {});
		socket.write("* OK [CAPABILITY IMAP4rev1] box ready\r\n");
		let text = "";
		socket.on("data", (chunk) => {
			text += chunk.toString("latin1");
			for (let end = text.indexOf("\r\n"); end >= 0; end = text.indexOf("\r\n")) {
				const [, tag = "", command = ""] = /^(\S+) (.*)$/.exec(text.slice(0, end)) ?? [];
				text = text.slice(end + 2);
				box.asked.push(command);
				if (!box.silent) answer(box, socket, tag, command);
			}
		});
	});
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	const box: ImapBox = {
		port: (server.address() as AddressInfo).port,
		mails: new Map(),
		validity: 7,
		asked: [],
		silent: false,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
	return box;
}

function answer(box: ImapBox, socket: Socket, tag: string, command: string): void {
	const say = (...all: readonly string[]) => socket.write(all.map((line) => `${line}\r\n`).join(""));
	const done = (how = "OK done") => say(`${tag} ${how}`);
	const [name = "", second = ""] = command.toUpperCase().split(" ");
	switch (name === "UID" ? `UID ${second}` : name) {
		case "CAPABILITY":
			say("* CAPABILITY IMAP4rev1");
			return void done();
		case "LOGIN":
			return void done(
				command === `LOGIN "${LOGIN.user}" "${LOGIN.password}"`
					? "OK [CAPABILITY IMAP4rev1] logged in"
					: "NO [AUTHENTICATIONFAILED] Invalid credentials",
			);
		case "LIST":
			say('* LIST (\\HasNoChildren) "/" INBOX');
			return void done();
		case "EXAMINE":
			if (!/"?INBOX"?$/.test(command)) return void done("NO [NONEXISTENT] no such mailbox");
			say(
				`* ${box.mails.size} EXISTS`,
				"* 0 RECENT",
				"* FLAGS (\\Seen)",
				`* OK [UIDVALIDITY ${box.validity}] valid`,
				`* OK [UIDNEXT ${Math.max(0, ...box.mails.keys()) + 1}] next`,
			);
			return void done("OK [READ-ONLY] done");
		case "UID SEARCH":
			say(`* SEARCH ${searched(box, command).join(" ")}`);
			return void done();
		case "UID FETCH":
			fetched(box, command, (line) => socket.write(line, "latin1"));
			return void done();
		case "LOGOUT":
			say("* BYE");
			done();
			return void socket.end();
		default:
			return void done(name === "NOOP" || name === "CHECK" ? "OK" : "BAD unknown command");
	}
}

function searched({ mails }: ImapBox, command: string): number[] {
	const uids = [...mails.keys()].toSorted((a, b) => a - b);
	const from = /UID (\d+):\*/i.exec(command.slice("UID ".length))?.[1];
	if (from === undefined) return uids;
	// As the RFC says: the range names the last one in any case.
	return uids.filter((uid) => uid >= Number(from) || uid === uids.at(-1));
}

function fetched({ mails }: ImapBox, command: string, say: (line: string) => void): void {
	const [, set = "", what = ""] = /^UID FETCH (\S+) (.*)$/i.exec(command) ?? [];
	const wanted = set.split(",").flatMap((part) => {
		const [from = 0, to = from] = part.split(":").map(Number);
		return [...mails.keys()].filter((uid) => uid >= from && uid <= to);
	});
	for (const uid of wanted) {
		const mail = mails.get(uid) ?? "";
		const at = [...mails.keys()].indexOf(uid) + 1;
		const parts = [`UID ${uid}`, `RFC822.SIZE ${mail.length}`];
		if (/BODYSTRUCTURE/i.test(what)) parts.push(`BODYSTRUCTURE ${structureOf(mail)}`);
		if (/BODY\.PEEK\[\]/i.test(what)) parts.push(`BODY[] {${mail.length}}\r\n${mail}`);
		say(`* ${at} FETCH (${parts.join(" ")})\r\n`);
	}
}

function structureOf(mail: string): string {
	const plain = '("text" "plain" NIL NIL NIL "7BIT" 10 1 NIL NIL NIL NIL)';
	if (!/^Content-Type: multipart\/report/im.test(mail)) return plain;
	return `(${plain}("message" "delivery-status" NIL NIL NIL "7BIT" 10 NIL NIL NIL NIL) "report" ("report-type" "delivery-status") NIL NIL NIL)`;
}
