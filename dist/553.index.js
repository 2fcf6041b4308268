const id=553,ids=[553],modules={7553:((__unused_webpack___webpack_module__,__webpack_exports__,__webpack_require__)=>{__webpack_require__.d(__webpack_exports__,{actionPorts:()=>actionPorts});var external_node_fs_=__webpack_require__(
3024),core=__webpack_require__(6421);function readEvent(env,payload){const[owner="",repo=""]=(env.GITHUB_REPOSITORY??"").split("/"),server=env.GITHUB_SERVER_URL??"https://github.com";return{name:env.GITHUB_EVENT_NAME??
"",owner,repo,runUrl:`${server}/${owner}/${repo}/actions/runs/${env.GITHUB_RUN_ID??""}`,pullRequest:pullRequestOf(payload),selfHosted:env.RUNNER_ENVIRONMENT!=="github-hosted"}}function pullRequestOf({
pull_request:pull}){if(pull===void 0)return;const fromFork=pull.head?.repo?.full_name===void 0||pull.head.repo.full_name!==pull.base?.repo?.full_name;return{number:pull.number,fromFork,baseSha:pull.base?.
sha??""}}function actionPorts(machine){const event=readEvent(machine.env,readPayload(machine.env.GITHUB_EVENT_PATH));return{machine:{...machine,stderr:machine.stdout},core,event,github:async token=>(await Promise.
all([__webpack_require__.e(413),__webpack_require__.e(837)]).then(__webpack_require__.bind(__webpack_require__,4837))).openGitHub(token,event)}}function readPayload(file){return file===void 0||file===
""?{}:JSON.parse((0,external_node_fs_.readFileSync)(file,"utf8"))}})};export{id,ids,modules};
