import { problem, type RelaunchAnswer, type RelaunchStepName } from "@kontor/protocol";
import { requestAssignment } from "../../assigning/request-assignment.ts";
import { type ChangeCause, remember } from "../../changes/remember.ts";
import type { MerchantTransaction } from "../../db/database.ts";
import type { Hub } from "../../hub.ts";
import { changeByMerchant } from "../change-connection.ts";
import { addConnection } from "../create-connection.ts";
import { lockConnection } from "../stored-connection.ts";
import { connect, disconnect } from "../wishes.ts";
import { stepsOf } from "./steps.ts";
import { factsOf, relaunchOf, type StoredRelaunch } from "./stored-relaunch.ts";

interface Doing {
	readonly hub: Hub;
	readonly relaunch: StoredRelaunch;
	readonly answer: RelaunchAnswer;
	readonly cause: ChangeCause;
}

/** Does a step, by the same means as a merchant does it without a relaunch. @throws ProblemError 409 where it waits for another */
export async function doStep(
	hub: Hub,
	tx: MerchantTransaction,
	{ relaunch: id, step }: { readonly relaunch: string; readonly step: RelaunchStepName },
	answer: RelaunchAnswer,
	cause: ChangeCause,
): Promise<StoredRelaunch> {
	const relaunch = await relaunchOf(tx, id);
	if (relaunch.endedAt !== null) throw problem("CONFLICT", { detail: "this relaunch has ended" });
	const steps = stepsOf(await factsOf(tx, relaunch));
	const wanted = steps.find((one) => one.step === step);
	if (wanted === undefined) throw problem("CONFLICT", { detail: `a ${relaunch.kind} has no step ${step}` });
	if (wanted.state === "blocked") {
		const first = steps.find(({ state }) => state === "open");
		const forMerchant = {
			de: `Zuerst: ${first?.title.de ?? wanted.title.de}.`,
			en: `First: ${first?.title.en ?? wanted.title.en}.`,
		};
		throw problem("CONFLICT", { detail: `${step} waits for ${first?.step ?? "another step"}`, forMerchant });
	}
	if (wanted.state === "done" && !REPEATABLE.has(step)) return relaunch;
	await STEPS[step](tx, { hub, relaunch, answer, cause });
	await remember(tx, relaunch.oldId, "relaunch-step", { ...cause, step, relaunch: id });
	return relaunchOf(tx, id);
}

/** Answers may be given anew as long as nothing follows from them that cannot be taken back. */
const REPEATABLE: ReadonlySet<RelaunchStepName> = new Set(["import", "testSystem"]);

const STEPS: Readonly<Record<RelaunchStepName, (tx: MerchantTransaction, doing: Doing) => Promise<void>>> = {
	async disconnectOld(tx, { relaunch, cause }) {
		await disconnect(tx, relaunch.oldId, cause);
	},
	renameOld: rename,
	moveOld: rename,
	async reconnectOld(tx, { relaunch }) {
		await connect(tx, relaunch.oldId);
	},
	async addNew(tx, { hub, relaunch, answer, cause }) {
		const { shop, connection } = answer;
		if ((shop === undefined) === (connection === undefined)) throw missing("shop", "or connection, one of them");
		const { id } =
			shop === undefined
				? await lockConnection(tx, given("connection", connection))
				: await addConnection(hub, tx, { ...shop, cause });
		if (id === relaunch.oldId) throw problem("CONFLICT", { detail: "that is the old shop" });
		await tx.execute(
			`UPDATE relaunches SET new_connection_id = $3::uuid WHERE merchant_id = $1::uuid AND id = $2::uuid`,
			tx.merchantId,
			relaunch.id,
			id,
		);
	},
	import: (tx, { relaunch, answer }) => keep(tx, relaunch, { imported: given("imported", answer.imported) }),
	async testSystem(tx, { hub, relaunch, answer }) {
		const testSystem = given("testSystem", answer.testSystem);
		await changeByMerchant(hub, tx, relaunch.oldId, { testSystem });
		await keep(tx, relaunch, { testSystem });
	},
	async accounts(tx, { relaunch }) {
		await tx.execute(
			`UPDATE accounts SET connections = connections || $3::uuid
			  WHERE merchant_id = $1::uuid AND $2::uuid = ANY(connections) AND $3::uuid <> ALL(connections)`,
			tx.merchantId,
			relaunch.oldId,
			relaunch.newId,
		);
		await requestAssignment(tx);
	},
	async connectNew(tx, { relaunch }) {
		await connect(tx, given("connection", relaunch.newId ?? undefined));
	},
};

async function rename(tx: MerchantTransaction, { hub, relaunch, answer }: Doing): Promise<void> {
	const url = given("url", answer.url);
	if (url === relaunch.answers.oldUrl) throw problem("CONFLICT", { detail: "that is its present address" });
	await changeByMerchant(hub, tx, relaunch.oldId, { url });
}

function keep(tx: MerchantTransaction, { id }: StoredRelaunch, answer: object): Promise<void> {
	return tx
		.execute(
			`UPDATE relaunches SET answers = answers || $3::jsonb WHERE merchant_id = $1::uuid AND id = $2::uuid`,
			tx.merchantId,
			id,
			JSON.stringify(answer),
		)
		.then(() => {});
}

function given<T>(field: string, value: T | undefined): T {
	if (value === undefined) throw missing(field, "is missing: this step needs it");
	return value;
}

function missing(field: string, message: string) {
	const issue = { path: `body.${field}`, message };
	return problem("INVALID_REQUEST", { detail: `${issue.path}: ${issue.message}`, issues: [issue] });
}
