import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { Page } from './page.tsx';

const place = document.querySelector('#page');
if (place === null) throw new Error('page.html has no place for the page');
createRoot(place).render(
  <QueryClientProvider client={new QueryClient()}>
    <Page />
  </QueryClientProvider>,
);
