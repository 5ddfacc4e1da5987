# The image of one service: docker build --build-arg SERVICE=storage .
# All that comes before ARG SERVICE is shared by the five builds.
FROM node:24-bookworm AS build
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml tsconfig.base.json ./
RUN npm install --global "$(node -p "require('./package.json').packageManager")"
COPY shared/package.json shared/
COPY collector/package.json collector/
COPY storage/package.json storage/
COPY ml-service/package.json ml-service/
COPY web-master/package.json web-master/
COPY viz/package.json viz/
COPY e2e/package.json e2e/
RUN pnpm install --frozen-lockfile
COPY . .
RUN pnpm -r build

# Only what runs: the service, shared and the packages that the two name as dependencies, at the versions of the lock.
ARG SERVICE
RUN rm -rf node_modules */node_modules \
 && pnpm install --frozen-lockfile --offline --prod --filter "@ml-microservices/$SERVICE..." \
 && rm -rf node_modules/.pnpm/better-sqlite3@*/node_modules/better-sqlite3/deps \
           node_modules/.pnpm/better-sqlite3@*/node_modules/better-sqlite3/build/Release/obj* \
 && mkdir /out \
 && for path in node_modules shared/package.json shared/dist shared/node_modules \
      "$SERVICE/package.json" "$SERVICE/config.yaml" "$SERVICE/dist" "$SERVICE/node_modules" \
      "$SERVICE/data" "$SERVICE/migrations"; do \
      if [ -e "$path" ]; then cp -a --parents "$path" /out; fi; \
    done

FROM node:24-bookworm-slim
ARG SERVICE
ENV NODE_ENV=production SERVICE__HOST=0.0.0.0
WORKDIR /app/$SERVICE
COPY --from=build /out /app
COPY docker-entrypoint.sh /usr/local/bin/
RUN mkdir -p data logs && chown -R node:node data logs
ENTRYPOINT ["docker-entrypoint.sh"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["node", "--input-type=module", "--eval", \
  "import { readConfig } from './dist/config.js'; const { ok } = await fetch(`http://127.0.0.1:${readConfig().service.port}/health/live`); process.exit(ok ? 0 : 1)"]
CMD ["node", "dist/main.js"]
