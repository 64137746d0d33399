import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** Where a merchant's e-mails arrive. */
export interface MailSink {
	readonly port: number;
	/** Every e-mail, as it was sent. */
	readonly mails: readonly string[];
	close(): Promise<void>;
}

export async function openMailSink(): Promise<MailSink> {
	const mails: string[] = [];
	const server = new SMTPServer({
		disabledCommands: ["STARTTLS"],
		allowInsecureAuth: true,
		onAuth: ({ username }, _session, done) => done(null, { user: username }),
		onData(stream, _session, done) {
			const parts: Buffer[] = [];
			stream.on("data", (part: Buffer) => parts.push(part));
			stream.on("end", () => {
				mails.push(Buffer.concat(parts).toString("utf8"));
				done();
			});
		},
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.server.address() as AddressInfo;
	return { mails, port, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}
