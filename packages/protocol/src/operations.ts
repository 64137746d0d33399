import * as hostConnections from "./host-api/connections.ts";
import * as embedded from "./host-api/embedded.ts";
import * as hello from "./host-api/hello.ts";
import * as installations from "./host-api/installations.ts";
import * as hostOrders from "./host-api/orders.ts";
import * as statusRequests from "./host-api/status-requests.ts";
import * as work from "./host-api/work.ts";
import * as accounts from "./merchant-api/accounts.ts";
import * as bankAccesses from "./merchant-api/bank-accesses.ts";
import * as bookkeeping from "./merchant-api/bookkeeping.ts";
import * as changes from "./merchant-api/changes.ts";
import * as collecting from "./merchant-api/collecting.ts";
import * as connections from "./merchant-api/connections.ts";
import * as digest from "./merchant-api/digest.ts";
import * as figures from "./merchant-api/figures.ts";
import * as hosts from "./merchant-api/hosts.ts";
import * as shopInstallations from "./merchant-api/installations.ts";
import * as integratedAccounts from "./merchant-api/integrated-accounts.ts";
import * as knownPayers from "./merchant-api/known-payers.ts";
import * as letters from "./merchant-api/letters.ts";
import * as linkedOrders from "./merchant-api/linked-orders.ts";
import * as merchants from "./merchant-api/merchants.ts";
import * as messageTexts from "./merchant-api/message-texts.ts";
import * as messages from "./merchant-api/messages.ts";
import * as orders from "./merchant-api/orders.ts";
import * as pageLinks from "./merchant-api/page-links.ts";
import * as paymentAnswers from "./merchant-api/payment-answers.ts";
import * as pending from "./merchant-api/pending.ts";
import * as pluginRequests from "./merchant-api/plugin-requests.ts";
import * as postings from "./merchant-api/postings.ts";
import * as relaunches from "./merchant-api/relaunches.ts";
import * as reminding from "./merchant-api/reminding.ts";
import * as repayments from "./merchant-api/repayments.ts";
import * as settlements from "./merchant-api/settlements.ts";
import * as merchantStatusRequests from "./merchant-api/status-requests.ts";
import type { Operation } from "./operation.ts";

/** Every operation of the wire. */
export const OPERATIONS: readonly Operation[] = [
	hello,
	hostConnections,
	embedded,
	installations,
	hostOrders,
	statusRequests,
	work,
	merchants,
	hosts,
	connections,
	pluginRequests,
	pageLinks,
	merchantStatusRequests,
	shopInstallations,
	relaunches,
	changes,
	orders,
	linkedOrders,
	accounts,
	integratedAccounts,
	postings,
	pending,
	figures,
	knownPayers,
	bankAccesses,
	messages,
	messageTexts,
	letters,
	reminding,
	paymentAnswers,
	digest,
	repayments,
	bookkeeping,
	collecting,
	settlements,
].flatMap((module) => Object.values(module).filter(isOperation));

function isOperation(value: unknown): value is Operation {
	return typeof value === "object" && value !== null && "audience" in value && "method" in value;
}
