/** The one way to the server: same origin, JSON both ways, problem+json turned into ApiError. */
import { reachability } from "./reachability";

/** An answer that says no. `code` is stable, `message` is a sentence for the listener. */
export class ApiError extends Error {
  override name = "ApiError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly requestId: string | null,
  ) {
    super(message);
  }
}

/** No answer at all: the server is stopped, or the line is cut. */
export class Unreachable extends Error {
  override name = "Unreachable";

  constructor() {
    super("EchoTune's server does not answer.");
  }
}

interface Problem {
  title?: string;
  detail?: string;
  code?: string;
  requestId?: string;
}

/** Reads a failed response's problem document; anything else becomes a plain sentence with its status. */
export function toApiError(status: number, body: string, requestId: string | null): ApiError {
  const problem = parseProblem(body);
  const message = problem.detail ?? problem.title ?? `The server answered with ${status}.`;
  return new ApiError(status, problem.code ?? `http_${status}`, message, problem.requestId ?? requestId);
}

function parseProblem(body: string): Problem {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === "object" && parsed !== null ? (parsed as Problem) : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

export interface RequestOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

export async function apiFetch(path: string, { method = "GET", body, signal, headers = {} }: RequestOptions = {}): Promise<Response> {
  const json: Record<string, string> = method === "GET" ? {} : { "Content-Type": "application/json" };
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      signal,
      credentials: "same-origin",
      headers: { Accept: "application/json", ...json, ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    reachability.lost();
    throw new Unreachable();
  }
  reachability.found();
  if (!response.ok) throw toApiError(response.status, await response.text(), response.headers.get("X-Request-Id"));
  return response;
}

/** The parsed answer; `undefined` for 204. */
export async function request<T>(path: string, options?: RequestOptions): Promise<T> {
  const response = await apiFetch(path, options);
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
}
