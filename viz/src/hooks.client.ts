import type { HandleClientError } from '@sveltejs/kit';

/** An address that leads nowhere is said in the page and is no fault of it; what else fails is for the console, too. */
export const handleError: HandleClientError = ({ error, status, message }) => {
  if (status !== 404) console.error(error);
  return { message };
};
