/** Who is signed in. */
import { useEffect, useState } from "../preact.js";
import { call, watchSignIn } from "../api.js";

/**
 * @typedef {{required: boolean, openId: boolean, name: string | null, role: string | null, project: string | null, projects: string[]}} Session
 */

/**
 * The session; undefined until it is known. It is asked for again when an answer says that nobody is signed in.
 * @returns {{session?: Session, set: (session: Session) => void}}
 */
export function useSession() {
  const [session, set] = useState(/** @type {Session | undefined} */ (undefined));
  useEffect(() => {
    // A service that does not answer is told elsewhere.
    const ask = () => call("session").then(set, () => set((old) => old || { required: false, openId: false, name: null, role: null, project: null, projects: [] }));
    ask();
    return watchSignIn(ask);
  }, []);
  return { session, set };
}

/** Whether the caller may store something. @param {Session} session */
export const maySave = (session) => !session.required || session.role !== "reader";

/** @param {string} key @returns {Promise<Session>} */
export const signIn = (key) => call("session", { json: { key } });

export const signOut = () => call("session", { method: "DELETE" }).then(() => call("session"));

/** @param {string} name @returns {Promise<Session>} */
export const chooseProject = (name) => call("session/project", { method: "PUT", json: { name } });
