import type { Session } from '@ml-microservices/shared/contracts';
import { http } from './client.js';

/** viz itself knows the session, not the services behind it. */
const PATH = { baseURL: '/' };

export async function getSession(signal?: AbortSignal): Promise<Session> {
  return (await http.get<Session>('/session', { ...PATH, signal })).data;
}

export async function signIn(key: string): Promise<void> {
  await http.post('/session', { key }, PATH);
}

export async function signOut(): Promise<void> {
  await http.delete('/session', PATH);
}
