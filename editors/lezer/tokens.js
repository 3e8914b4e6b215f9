// Written by `make editors` from grammar/, not by hand.
import { ContextTracker, ExternalTokenizer } from "@lezer/lr";
import * as terms from "./review.parser.terms.js";

const season_pipe = String.raw`\s*[|｜]\s*`;
const bullet = String.raw`(?:[•・･]\s*|[\-–－*＊]\s+)(?=\S)`;
const label_end = String.raw`(?:\s*[:：]|[.．](?=(?:\s|$))|\s*(?=[“„"「『«\[［])|\s+[\-–—－](?=\s))`;
const field = String.raw`(?:(?![\p{Nd}_])[\p{L}\p{N}_])[^\s:：]*(?:[  ][^\s:：]+){0,2}\s*[:：]\s*.*`;
const code = String.raw`(?:(?:(?:(?=[sStTｓＳ])[SsTtＳｓ])\p{Nd}{1,4}\s?)?[EeＥｅ]|(?:(?=[sStTｓＳ])[SsTtＳｓ])?\p{Nd}{1,4}[x×ｘ])\p{Nd}{1,6}(?:[.．]\p{Nd}{1,3})?(?:[\-–－]?[EeＥｅ]?(?<=[\-–－EeＥｅ])\p{Nd}{1,6})?(?!(?:[.．]?\p{Nd}|(?:(?![\p{Nd}_])[\p{L}\p{N}_])))`;
const score_words = String.raw`\s*(?:(?:(?=[aAbBcCnNpPrRsSvVwWاتス分得打採点評评별점평])(?:[Cc](?:[aA][lL][iI][fF][iI][cC][aA][cC][iI][oO][nN]|[aA][lL][iI][fF][iI][cC][aA][cC][iI][óÓ][nN]|[iI][jJ][fF][eE][rR])(?!(?:(?![_])[\p{L}\p{N}_]))|[Rr](?:[eE][vV][iI][eE][wW]\s+[Ss][cC][oO][rR][eE]|[aA][tT][iI][nN][gG])(?!(?:(?![_])[\p{L}\p{N}_]))|[Vv](?:[aA][lL][uU][tT][aA][zZ][iI][oO][nN][eE]|[aA][lL][oO][rR][aA][cC][iI][oO][nN]|[aA][lL][oO][rR][aA][cC][iI][óÓ][nN]|[oO][tT][oO])(?!(?:(?![_])[\p{L}\p{N}_]))|[Pp](?:[uU][nN][tT][uU][aA][cC][iI][oO][nN]|[uU][nN][tT][uU][aA][cC][iI][óÓ][nN]|[oO][nN][tT][uU][aA][cC][aA][oO]|[oO][nN][tT][uU][aA][çÇ][ãÃ][oO]|[uU][nN][tT][eE][gG][gG][iI][oO])(?!(?:(?![_])[\p{L}\p{N}_]))|[Aa][vV][aA][lL][iI][aA](?:[cC][aA][oO]|[çÇ][ãÃ][oO])(?!(?:(?![_])[\p{L}\p{N}_]))|[Bb][eE][wW][eE][rR][tT][uU][nN][gG](?!(?:(?![_])[\p{L}\p{N}_]))|[Ww][eE][rR][tT][uU][nN][gG](?!(?:(?![_])[\p{L}\p{N}_]))|ال(?:تقييم|نتيجة|درجة|درجه)(?!(?:(?![_])[\p{L}\p{N}_]))|[Ss][cC][oO][rR][eE](?!(?:(?![_])[\p{L}\p{N}_]))|تقييم(?!(?:(?![_])[\p{L}\p{N}_]))|[Nn][oO][tT][aAeE](?!(?:(?![_])[\p{L}\p{N}_]))|スコア|分[数數]|得[分点]|打分|採点|点数|評[価價分]|评[价分]|별점|점수|평[가점]))\s*(?:[\-–—－:：=＝]\s*)?)?`;
const signed = String.raw`[\-–—－|｜:：=＝](?:(?<=[\-–—－])\s*[|｜]|(?<=[|｜:：=＝])|(?<=\s[\-–—－])|(?<=[\-–—－])(?=\s))${score_words}`;
const separated = String.raw`\s*${signed}`;
const score = String.raw`(?:(?:(?:\p{Nd}{1,9}(?:[.,．，٫]\p{Nd}{1,6})?(?:(?:\s[13][/⁄][24]|[¼½¾]))?|[¼½¾])(?:(?:\s*[/⁄∕／]\s*|\s*(?:(?=[dDeEoOsSuUvVم分点점])(?:[oO](?:[uU][tT]\s+[oO][fF]|[pP]\s+[dD][eE]|[fF])(?!(?:(?![_])[\p{L}\p{N}_]))|[uU][iI][tT](?:\s+[dD][eE]|)(?!(?:(?![_])[\p{L}\p{N}_]))|[vV](?:[aA][nN]\s+[dD][eE]|[oO][nN])(?!(?:(?![_])[\p{L}\p{N}_]))|من(?:\s+أصل|\s+اصل|)(?!(?:(?![_])[\p{L}\p{N}_]))|[sS](?:[oO][bB][rR][eE]|[uU][rR]|[uU])(?!(?:(?![_])[\p{L}\p{N}_]))|分(?:，满分|，滿分|\/|／)|점(?:\s+\/|\s+／|\/|／)|[dD][eEiI](?!(?:(?![_])[\p{L}\p{N}_]))|[eE][mM](?!(?:(?![_])[\p{L}\p{N}_]))|点[/／]))\s*)(?:\p{Nd}{1,9}(?:[.,．，٫]\p{Nd}{1,6})?(?:(?:\s[13][/⁄][24]|[¼½¾]))?|[¼½¾])(?:(?:\s*(?:(?=[eEsSéÉنつ星顆颗개별])(?:[eE](?:[sS][tT][rR][eE][lL][lL][aA][sS]|[sS][tT][rR][eE][lL][aA][sS]|[sS][tT][rR][eE][lL][lL][aA]|[sS][tT][rR][eE][lL][aA]|[tT][oO][iI][lL][eE][sS]|[tT][oO][iI][lL][eE])(?!(?:(?![_])[\p{L}\p{N}_]))|[sS][tT](?:[eE][lL][lL][iI][nN][eE]|[eE][rR][nN][eE][nN]|[eE][rR][rR][eE][nN]|[eE][rR][nN][eE]|[eE][lL][lL][aA]|[eE][lL][lL][eE]|[eE][rR][nN]|[aA][rR][sS]|[aA][rR]|[eE][rR])(?!(?:(?![_])[\p{L}\p{N}_]))|[éÉ][tT][oO][iI][lL][eE](?:[sS]|)(?!(?:(?![_])[\p{L}\p{N}_]))|نج(?:مات|مة|مه|وم)(?!(?:(?![_])[\p{L}\p{N}_]))|개의\s+별|つ星|顆星|颗星|星|별))|(?:(?![\p{Nd}_a-zA-Z])[\p{L}\p{N}_])))?|\s?[%％٪]|\s*(?:(?=[eEsSéÉنつ星顆颗개별])(?:[eE](?:[sS][tT][rR][eE][lL][lL][aA][sS]|[sS][tT][rR][eE][lL][aA][sS]|[sS][tT][rR][eE][lL][lL][aA]|[sS][tT][rR][eE][lL][aA]|[tT][oO][iI][lL][eE][sS]|[tT][oO][iI][lL][eE])(?!(?:(?![_])[\p{L}\p{N}_]))|[sS][tT](?:[eE][lL][lL][iI][nN][eE]|[eE][rR][nN][eE][nN]|[eE][rR][rR][eE][nN]|[eE][rR][nN][eE]|[eE][lL][lL][aA]|[eE][lL][lL][eE]|[eE][rR][nN]|[aA][rR][sS]|[aA][rR]|[eE][rR])(?!(?:(?![_])[\p{L}\p{N}_]))|[éÉ][tT][oO][iI][lL][eE](?:[sS]|)(?!(?:(?![_])[\p{L}\p{N}_]))|نج(?:مات|مة|مه|وم)(?!(?:(?![_])[\p{L}\p{N}_]))|개의\s+별|つ星|顆星|颗星|星|별))(?:(?:\s*[/⁄∕／]\s*|\s*(?:(?=[dDeEoOsSuUvVم分点점])(?:[oO](?:[uU][tT]\s+[oO][fF]|[pP]\s+[dD][eE]|[fF])(?!(?:(?![_])[\p{L}\p{N}_]))|[uU][iI][tT](?:\s+[dD][eE]|)(?!(?:(?![_])[\p{L}\p{N}_]))|[vV](?:[aA][nN]\s+[dD][eE]|[oO][nN])(?!(?:(?![_])[\p{L}\p{N}_]))|من(?:\s+أصل|\s+اصل|)(?!(?:(?![_])[\p{L}\p{N}_]))|[sS](?:[oO][bB][rR][eE]|[uU][rR]|[uU])(?!(?:(?![_])[\p{L}\p{N}_]))|分(?:，满分|，滿分|\/|／)|점(?:\s+\/|\s+／|\/|／)|[dD][eEiI](?!(?:(?![_])[\p{L}\p{N}_]))|[eE][mM](?!(?:(?![_])[\p{L}\p{N}_]))|点[/／]))\s*)\p{Nd}+)?)|[★⭐☆½][★⭐☆½️]*(?:\s[★⭐☆½][★⭐☆½️]*)*(?:(?:\s*[/⁄∕／]\s*|\s*(?:(?=[dDeEoOsSuUvVم分点점])(?:[oO](?:[uU][tT]\s+[oO][fF]|[pP]\s+[dD][eE]|[fF])(?!(?:(?![_])[\p{L}\p{N}_]))|[uU][iI][tT](?:\s+[dD][eE]|)(?!(?:(?![_])[\p{L}\p{N}_]))|[vV](?:[aA][nN]\s+[dD][eE]|[oO][nN])(?!(?:(?![_])[\p{L}\p{N}_]))|من(?:\s+أصل|\s+اصل|)(?!(?:(?![_])[\p{L}\p{N}_]))|[sS](?:[oO][bB][rR][eE]|[uU][rR]|[uU])(?!(?:(?![_])[\p{L}\p{N}_]))|分(?:，满分|，滿分|\/|／)|점(?:\s+\/|\s+／|\/|／)|[dD][eEiI](?!(?:(?![_])[\p{L}\p{N}_]))|[eE][mM](?!(?:(?![_])[\p{L}\p{N}_]))|点[/／]))\s*)\p{Nd}+)?)(?:\s*[(（]?(?:(?:\p{Nd}{1,9}(?:[.,．，٫]\p{Nd}{1,6})?(?:(?:\s[13][/⁄][24]|[¼½¾]))?|[¼½¾])[/／](?:\p{Nd}{1,9}(?:[.,．，٫]\p{Nd}{1,6})?(?:(?:\s[13][/⁄][24]|[¼½¾]))?|[¼½¾])|(?:\p{Nd}{1,9}(?:[.,．，٫]\p{Nd}{1,6})?(?:(?:\s[13][/⁄][24]|[¼½¾]))?|[¼½¾])[%％]|[★⭐☆½][★⭐☆½️]*(?:\s[★⭐☆½][★⭐☆½️]*)*)[)）]?)?|(?:[A-EＡ-Ｅ][+＋−－\-]?|[FＦ][+＋]?)(?!(?:(?:(?![_])[\p{L}\p{N}_])|[+＋−－\-])))`;
const label = String.raw`(?:(?:(?=[第제])[第제])?\s*\p{Nd}{1,6}(?:[.．]\p{Nd}{1,3})?(?:\s*[&＆–—－~～〜\-]\s*\p{Nd}{1,6}(?:[.．]\p{Nd}{1,3})?)?\s*(?:(?=[回章話话集장화회])[回章話话集장화회])|(?:(?=[aAbBcCeEfFhHkKmMoOpPsSéÉأاحفエスチ剧劇映特电番章電극번스에영외챕특ｏＯｓＳ])(?:[Ee](?:[pP][iI][sS][oO][dD][eE][sS]\s+[sS][pP][eE][cC][iI][aA][uU][xX]|[pP][iI][sS][oO][dD][iI][oO]\s+[sS][pP][eE][cC][iI][aA][lL][eE]|[pP][iI][sS][oO][dD][iI]\s+[sS][pP][eE][cC][iI][aA][lL][iI]|[pP][iI][sS][oO][dD][eE]\s+[sS][pP][eE][cC][iI][aA][lL]|[sS][pP][eE][cC][iI][aA][lL][eE][sS]|[pP][iI][sS][oO][dD][iI][oO][sS]|[pP][iI][sS][óÓ][dD][iI][oO][sS]|[sS][pP][eE][cC][iI][aA][iI][sS]|[pP][iI][sS][oO][dD][eE][nN]|[pP][iI][sS][oO][dD][eE][sS]|[pP][iI][sS][oO][dD][iI][oO]|[pP][iI][sS][óÓ][dD][iI][oO]|[sS][pP][eE][cC][iI][aA][lL]|[pP][iI][sS][oO][dD][eE]|[pP][iI][sS][oO][dD][iI]|[pP][iI]|[pP][sS]|[pP])|[Éé][pP](?:[iI][sS][oO][dD][eE][sS]\s+[sS][pP][éÉ][cC][iI][aA][uU][xX]|[iI][sS][oO][dD][eE]\s+[sS][pP][éÉ][cC][iI][aA][lL]|[iI][sS][oO][dD][eE][sS]|[iI][sS][oO][dD][eE]|)|ال(?:حلقات\s+الخاصة|حلقة\s+الخاصة|حلقه\s+الخاصه|حلقتان|حلقتين|أفلام|افلام|حلقات|فصلان|فصلين|حلقة|حلقه|فصول|فيلم|فصل|فلم)|[Bb][iI][oO][sS][cC][oO][oO][pP][fF][iI][lL][mM](?:[sS]|)|[Ss](?:[pP][eE][zZ][iI][aA][lL][fF][oO][lL][gG][eE][nN]|[oO][nN][dD][eE][rR][fF][oO][lL][gG][eE][nN]|[pP][eE][zZ][iI][aA][lL][fF][oO][lL][gG][eE]|[oO][nN][dD][eE][rR][fF][oO][lL][gG][eE]|[pP][eE][cC][iI][aA][lL][eE]|[pP][eE][cC][iI][aA][lL][iI]|[pP][eE][cC][iI][aA][lL][sS]|[pP][éÉ][cC][iI][aA][uU][xX]|[pP][eE][cC][iI][aA][lL]|[pP][éÉ][cC][iI][aA][lL]|[Pp])|[Aa][fF][lL](?:[eE][vV][eE][rR][iI][nN][gG][eE][nN]|[eE][vV][eE][rR][iI][nN][gG]|)|[Hh][oO](?:[oO][fF][dD][sS][tT][uU][kK][kK][eE][nN]|[rR][sS]-[sS][eE][rR][iI][eE]|[rR][sS]-[sS][éÉ][rR][iI][eE]|[oO][fF][dD][sS][tT][uU][kK])|حلق(?:ات\s+خاصة|ة\s+خاصة|ه\s+خاصه|ات|ة|ه)|[Cc](?:[aA][pP][iI][tT][uU][lL][oO][sS]|[aA][pP][íÍ][tT][uU][lL][oO][sS]|[hH][aA][pP][iI][tT][rR][eE][sS]|[aA][pP][iI][tT][oO][lL][iI]|[aA][pP][iI][tT][oO][lL][oO]|[aA][pP][iI][tT][uU][lL][oO]|[aA][pP][íÍ][tT][uU][lL][oO]|[hH][aA][pP][iI][tT][rR][eE]|[hH][aA][pP][tT][eE][rR][sS]|[hH][aA][pP][tT][eE][rR]|[aA][pP][sS]|[hH][aA][pP]|[aA][pP]|[hH])|[Kk](?:[iI][nN][oO][fF][iI][lL][mM][eE]|[iI][nN][oO][fF][iI][lL][mM]|[aA][pP][iI][tT][eE][lL]|[aA][pP])|[Pp](?:[eE][lL][iI][cC][uU][lL][aA][sS]|[eE][lL][íÍ][cC][uU][lL][aA][sS]|[eE][lL][iI][cC][uU][lL][aA]|[eE][lL][íÍ][cC][uU][lL][aA]|[uU][nN][tT][aA][tT][aA]|[uU][nN][tT][aA][tT][eE])|[Ff](?:[iI][lL][mM][eE][sS]|[oO][lL][gG][eE][nN]|[iI][lL][mM][eE]|[iI][lL][mM][sS]|[oO][lL][gG][eE]|[iI][lL][mM])|[Mm][oO][vV][iI][eE](?:[sS]|)|أ(?:فلام|وفا|ونا)|エピソード|スペシャル|チャプター|[Oo](?:[Aa][Dd][sS]|[Aa][Vv][sS]|[Nn][Aa][sS]|[Vv][Aa][sS]|[Aa][Dd]|[Aa][Vv]|[Nn][Aa]|[Vv][Aa])|ف(?:يلم|صل|لم)|에피소드|剧(?:场版|集)|劇(?:場版|集)|特(?:別篇|別編|別集|别篇|别集)|电影(?:版|)|番外(?:篇|編|)|電影(?:版|)|극장판|번외편|스페셜|특별편|[Ｏｏ](?:[Ａａ][Ｄｄ]|[Ｎｎ][Ａａ]|[Ｖｖ][Ａａ])|映画|章[節节]|영화|외전|챕터|[Ｓｓ][Ｐｐ]))\.?(?:\s*[#＃№]?\s*\p{Nd}{1,6}(?:[.．]\p{Nd}{1,3})?(?![.．]?\p{Nd})(?:\s*(?:[&＆–—－+＋\-]|(?:(?=[~aAbBeEtTuUyYàÀإاحو〜かと・与到及和至與과및부와～])(?:[aA](?:[nN][dD]|[tT][éÉ]|[lL]|[oO]|)(?!(?:(?![_])[\p{L}\p{N}_]))|[bB][iI][sS](?!(?:(?![_])[\p{L}\p{N}_]))|[tT][oO](?:[tT]|)(?!(?:(?![_])[\p{L}\p{N}_]))|[uU][nN][dD](?!(?:(?![_])[\p{L}\p{N}_]))|إلى(?!(?:(?![_])[\p{L}\p{N}_]))|الى(?!(?:(?![_])[\p{L}\p{N}_]))|حتى(?!(?:(?![_])[\p{L}\p{N}_]))|[eE](?:[dD]|[nN]|[tT]|)(?!(?:(?![_])[\p{L}\p{N}_]))|から|부터|[yY](?!(?:(?![_])[\p{L}\p{N}_]))|~|[àÀ](?!(?:(?![_])[\p{L}\p{N}_]))|و(?!(?:(?![_])[\p{L}\p{N}_]))|〜|と|・|与|到|及|和|至|與|과|및|와|～)))\s*\p{Nd}{1,6}(?:[.．]\p{Nd}{1,3})?(?!(?:[.．]?\p{Nd}|\s*[/⁄∕／])))?)?(?!(?:(?:(?![\p{Nd}_])[\p{L}\p{N}_])|\p{Nd}))|${code})`;
const season = String.raw`(?:(?:(?:(?<!(?:(?![_])[\p{L}\p{N}_]))\p{Nd}{1,4}\s*(?:(?=[.\^aAdDeEmMnNrRsStTvVª°ºèÈ])(?:\.(?:ª\s+[tT][eE][mM][pP][oO][rR][aA][dD][aA]|\s+[Ss][tT][aA][fF][fF][eE][lL]|[Ss][tT][aA][fF][fF][eE][lL])(?!(?:(?![_])[\p{L}\p{N}_]))|[dD](?:[aA]\s+[tT][eE][mM][pP][oO][rR][aA][dD][aA]|[eE]\s+[sS][eE][iI][zZ][oO][eE][nN])(?!(?:(?![_])[\p{L}\p{N}_]))|[mM][aA]\s+[tT][eE][mM][pP][oO][rR][aA][dD][aA](?!(?:(?![_])[\p{L}\p{N}_]))|[nN](?:[aA]\s+[tT][eE][mM][pP][oO][rR][aA][dD][aA](?!(?:(?![_])[\p{L}\p{N}_]))|[dD][eE]\s+[sS][aA][iI][sS][oO][nN](?!(?:(?![_])[\p{L}\p{N}_]))|[dD]\s+[Ss][eE][aA][sS][oO][nN](?!(?:(?![_])[\p{L}\p{N}_]))|[dD]シーズン)|[rR](?:[aA]\s+[tT][eE][mM][pP][oO][rR][aA][dD][aA](?!(?:(?![_])[\p{L}\p{N}_]))|[dD]\s+[Ss][eE][aA][sS][oO][nN](?!(?:(?![_])[\p{L}\p{N}_]))|[eE]\s+[sS][aA][iI][sS][oO][nN](?!(?:(?![_])[\p{L}\p{N}_]))|[dD]シーズン)|[tT](?:[aA]\s+[tT][eE][mM][pP][oO][rR][aA][dD][aA](?!(?:(?![_])[\p{L}\p{N}_]))|[hH]\s+[Ss][eE][aA][sS][oO][nN](?!(?:(?![_])[\p{L}\p{N}_]))|[hH]シーズン)|[vV][aA]\s+[tT][eE][mM][pP][oO][rR][aA][dD][aA](?!(?:(?![_])[\p{L}\p{N}_]))|[aA](?:\s+[tT][eE][mM][pP][oO][rR][aA][dD][aA]|\s+[sS][tT][aA][gG][iI][oO][nN][eE])(?!(?:(?![_])[\p{L}\p{N}_]))|[sS][tT](?:[eE]\s+[sS][eE][iI][zZ][oO][eE][nN](?!(?:(?![_])[\p{L}\p{N}_]))|\s+[Ss][eE][aA][sS][oO][nN](?!(?:(?![_])[\p{L}\p{N}_]))|シーズン)|ª(?:\s+[tT][eE][mM][pP][oO][rR][aA][dD][aA]|\s+[sS][tT][aA][gG][iI][oO][nN][eE])(?!(?:(?![_])[\p{L}\p{N}_]))|º\s+[tT][eE][mM][pP][oO][rR][aA][dD][aA](?!(?:(?![_])[\p{L}\p{N}_]))|\^\s+[sS][tT][aA][gG][iI][oO][nN][eE](?!(?:(?![_])[\p{L}\p{N}_]))|[eE](?:[mM][eE]\s+[sS][aA][iI][sS][oO][nN]|[rR][eE]\s+[sS][aA][iI][sS][oO][nN]|\s+[sS][eE][iI][zZ][oO][eE][nN]|\s+[sS][aA][iI][sS][oO][nN])(?!(?:(?![_])[\p{L}\p{N}_]))|°\s+[sS][tT][aA][gG][iI][oO][nN][eE](?!(?:(?![_])[\p{L}\p{N}_]))|[èÈ](?:[mM][eE]\s+[sS][aA][iI][sS][oO][nN]|[rR][eE]\s+[sS][aA][iI][sS][oO][nN])(?!(?:(?![_])[\p{L}\p{N}_]))))(?!(?:(?![_])[\p{L}\p{N}_]))|(?<!(?:(?![_])[\p{L}\p{N}_]))\p{Nd}{1,4}\s*(?:(?=[期기번])(?:번째\s+시즌|期|기))(?!(?:(?![_])[\p{L}\p{N}_]))|(?<!(?:(?![_])[\p{L}\p{N}_]))(?:\p{Nd}{1,4}|(?:(?![\p{Nd}_])[\p{L}\p{N}_]){1,5}?)\s+(?:(?=번)번째\s+시즌)(?!(?:(?![_])[\p{L}\p{N}_]))|(?<!(?:(?![_])[\p{L}\p{N}_]))(?:(?=[sSｓＳ])[SsＳｓ])\s*\p{Nd}{1,4}(?:(?!(?:(?![A-Z_])[\p{L}\p{N}_])))|(?:(?=[シ시])(?:シーズン|시즌))\s*(?:\p{Nd}{1,4}(?:(?!(?:(?![A-Z_])[\p{L}\p{N}_])))|(?:(?![\p{Nd}_])[\p{L}\p{N}_])+(?:-(?:(?![\p{Nd}_])[\p{L}\p{N}_])+)?)|(?<!(?:(?![_])[\p{L}\p{N}_]))(?:(?=[cCfFsStTام])(?:[Cc][oO][mM][pP][lL][eE][tT][eE]\s+[Ss][eE][aA][sS][oO][nN]|[Ff][uU][lL][lL]\s+[Ss][eE][aA][sS][oO][nN]|الموسم(?:\s+رقم|)|[Tt][eE][mM][pP][oO][rR][aA][dD][aA]|[Ss](?:[tT][aA][gG][iI][oO][nN][eE]|[eE][iI][zZ][oO][eE][nN]|[tT][aA][fF][fF][eE][lL]|[aA][iI][sS][oO][nN]|[eE][aA][sS][oO][nN]|[eE][rR][iI][eE][sS])|موسم))\s+(?:\p{Nd}{1,4}(?:(?!(?:(?![A-Z_])[\p{L}\p{N}_])))|(?:(?![\p{Nd}_])[\p{L}\p{N}_])+(?:-(?:(?![\p{Nd}_])[\p{L}\p{N}_])+)?)|(?:(?=시)시즌)\s+(?:\p{Nd}{1,4}(?:(?!(?:(?![A-Z_])[\p{L}\p{N}_])))|(?:(?![\p{Nd}_])[\p{L}\p{N}_])+(?:-(?:(?![\p{Nd}_])[\p{L}\p{N}_])+)?)|(?:(?=第)第)\s*(?:\p{Nd}{1,4}|(?:(?![\p{Nd}_])[\p{L}\p{N}_]){1,5}?)\s*(?:(?=[シ季期])(?:シーズン|季|期))))|(?:(?:(?<!(?:(?![_])[\p{L}\p{N}_]))(?:(?![\p{Nd}_])[\p{L}\p{N}_]){1,5}?\s*(?:(?=[シ季번])(?:번째\s+시즌|シーズン|季))(?!(?:(?![_])[\p{L}\p{N}_]))|(?<!(?:(?![_])[\p{L}\p{N}_]))(?:(?![\p{Nd}_])[\p{L}\p{N}_])+(?:-(?:(?![\p{Nd}_])[\p{L}\p{N}_])+)?\s+(?:(?=[sStT])(?:[tT][eE][mM][pP][oO][rR][aA][dD][aA](?!(?:(?![_])[\p{L}\p{N}_]))|[sS](?:[tT][aA][gG][iI][oO][nN][eE]|[tT][aA][fF][fF][eE][lL]|[eE][iI][zZ][oO][eE][nN]|[eE][aA][sS][oO][nN]|[aA][iI][sS][oO][nN])(?!(?:(?![_])[\p{L}\p{N}_]))))(?!(?:(?![_])[\p{L}\p{N}_]))|(?<!(?:(?![_])[\p{L}\p{N}_]))(?:(?![\p{Nd}_])[\p{L}\p{N}_]){1,5}?\s+(?:(?=[シ번])(?:번째\s+시즌|シーズン))(?!(?:(?![_])[\p{L}\p{N}_]))|(?<!(?:(?![_])[\p{L}\p{N}_]))(?:(?=[sStTا])(?:[Tt][eE][mM][pP][oO][rR][aA][dD][aA]|[Ss][tT][aA][gG][iI][oO][nN][eE]|الموسم))\s+(?:(?![\p{Nd}_])[\p{L}\p{N}_])+(?:-(?:(?![\p{Nd}_])[\p{L}\p{N}_])+)?)))`;
const dashed = String.raw`(?=.*[|｜])(?![\-–—－#＃!]).*?[\-–—－]\s*[|｜](?:${score_words}${score}|\s*$|\s*[^\s/|｜]{1,9}\s?[/／]\s?\p{Nd}+)`;
const dense = String.raw`(?:${signed}|(?<![★⭐☆½️])(?=[★⭐☆]))${score}`;
const scored = String.raw`(?:${separated}|(?<![★⭐☆½️])\s*(?=[★⭐☆]))${score}`;
const noun = String.raw`(?:(?:(?=[dDeEfFhHiIlLmMnNoOrRsStTuUإام个作個全总我最本私綜総總综개나내우전종총최])(?:[Nn](?:[uU][eE][sS][tT][rR][aA]|[uU][eE][sS][tT][rR][oO]|[oO][sS][tT][rR][aA]|[oO][sS][tT][rR][oO]|[oO][sS][sS][aA]|[oO][sS][sS][oO]|[oO][tT][rR][eE])(?!(?:(?![_])[\p{L}\p{N}_]))|[Oo](?:[vV][eE][rR][aA][lL][lL]|[nN][zZ][eE]|[nN][sS]|[uU][rR])(?!(?:(?![_])[\p{L}\p{N}_]))|[Rr][eE][vV][iI][eE][wW](?!(?:(?![_])[\p{L}\p{N}_]))|[Ss](?:[eE][aA][sS][oO][nN]|[eE][rR][iI][eE][sS]|[hH][oO][wW])(?!(?:(?![_])[\p{L}\p{N}_]))|[Uu][nN][sS][eE][rR](?:[eE]|)(?!(?:(?![_])[\p{L}\p{N}_]))|إجمالي(?!(?:(?![_])[\p{L}\p{N}_]))|اجمالي(?!(?:(?![_])[\p{L}\p{N}_]))|[Ff][iI][nN][aA][lL](?!(?:(?![_])[\p{L}\p{N}_]))|[Mm](?:[eE][iI][nN][eE]|[iI][nN][hH][aA]|[eE][iI][nN]|[iI][jJ][nN]|[eE][uU]|[iI][aA]|[iI][oO]|[oO][nN]|[aA]|[iI]|[yY])(?!(?:(?![_])[\p{L}\p{N}_]))|متوسط(?!(?:(?![_])[\p{L}\p{N}_]))|個人(?:的な|)|[Dd](?:[aA][sS]|[iI][eE]|[eE])(?!(?:(?![_])[\p{L}\p{N}_]))|[Hh][eE][tT](?!(?:(?![_])[\p{L}\p{N}_]))|[Tt][hH][eE](?!(?:(?![_])[\p{L}\p{N}_]))|全(?:体の|季)|我(?:们的|們的|的)|우리의|[Ee][lL](?!(?:(?![_])[\p{L}\p{N}_]))|[Ii][lL](?!(?:(?![_])[\p{L}\p{N}_]))|[Ll][aAeE](?!(?:(?![_])[\p{L}\p{N}_]))|个人|作品|总体|最[終终]|本季|私の|綜合|総合|總體|综合|개인|나의|전체|종합|최종|내|총))\s+){0,3}(?:(?=[aAbBcCeEfFgGoOpPrRsStTuUvVwWéÉاتス个個总我採最私綜総總综評评별점종총최평])(?:[Aa](?:[bB][sS][cC][hH][lL][iI][eE]ß[eE][nN][dD][eE]\s+[Bb][eE][wW][eE][rR][tT][uU][nN][gG]|[bB][sS][cC][hH][lL][iI][eE]ß[eE][nN][dD][eE]\s+[Ww][eE][rR][tT][uU][nN][gG]|[vV][aA][lL][iI][aA][cC][aA][oO]\s+[fF][iI][nN][aA][lL]|[vV][aA][lL][iI][aA][cC][aA][oO]\s+[gG][eE][rR][aA][lL]|[vV][aA][lL][iI][aA][çÇ][ãÃ][oO]\s+[fF][iI][nN][aA][lL]|[vV][aA][lL][iI][aA][çÇ][ãÃ][oO]\s+[gG][eE][rR][aA][lL]|[bB][sS][cC][hH][lL][uU][sS][sS][nN][oO][tT][eE]|[vV][aA][lL][iI][aA][cC][aA][oO]|[vV][aA][lL][iI][aA][çÇ][ãÃ][oO])(?!(?:(?![_])[\p{L}\p{N}_]))|[Vv](?:[aA][lL][uU][tT][aA][zZ][iI][oO][nN][eE]\s+[cC][oO][mM][pP][lL][eE][sS][sS][iI][vV][aA]|[aA][lL][uU][tT][aA][zZ][iI][oO][nN][eE]\s+[fF][iI][nN][aA][lL][eE]|[aA][lL][oO][rR][aA][cC][iI][oO][nN]\s+[gG][lL][oO][bB][aA][lL]|[aA][lL][oO][rR][aA][cC][iI][óÓ][nN]\s+[gG][lL][oO][bB][aA][lL]|[aA][lL][oO][rR][aA][cC][iI][oO][nN]\s+[fF][iI][nN][aA][lL]|[aA][lL][oO][rR][aA][cC][iI][óÓ][nN]\s+[fF][iI][nN][aA][lL]|[oO][tT][oO]\s+[cC][oO][mM][pP][lL][eE][sS][sS][iI][vV][oO]|[eE][rR][dD][eE][tT][tT][oO]\s+[fF][iI][nN][aA][lL][eE]|[eE][rR][eE][dD][iI][cC][tT][oO]\s+[fF][iI][nN][aA][lL]|[eE][rR][eE][dD][iI][tT][oO]\s+[fF][iI][nN][aA][lL]|[eE][rR][dD][iI][cC][tT]\s+[fF][iI][nN][aA][lL]|[aA][lL][uU][tT][aA][zZ][iI][oO][nN][eE]|[oO][tT][oO]\s+[fF][iI][nN][aA][lL][eE]|[aA][lL][oO][rR][aA][cC][iI][oO][nN]|[aA][lL][oO][rR][aA][cC][iI][óÓ][nN]|[eE][rR][eE][dD][iI][cC][tT][oO]|[eE][rR][dD][eE][tT][tT][oO]|[eE][rR][eE][dD][iI][tT][oO]|[eE][rR][dD][iI][cC][tT])(?!(?:(?![_])[\p{L}\p{N}_]))|[Cc](?:[lL][aA][sS][sS][iI][fF][iI][cC][aA][cC][aA][oO]\s+[fF][iI][nN][aA][lL]|[lL][aA][sS][sS][iI][fF][iI][cC][aA][çÇ][ãÃ][oO]\s+[fF][iI][nN][aA][lL]|[aA][lL][iI][fF][iI][cC][aA][cC][iI][oO][nN]\s+[fF][iI][nN][aA][lL]|[aA][lL][iI][fF][iI][cC][aA][cC][iI][óÓ][nN]\s+[fF][iI][nN][aA][lL]|[lL][aA][sS][sS][iI][fF][iI][cC][aA][cC][aA][oO]|[lL][aA][sS][sS][iI][fF][iI][cC][aA][çÇ][ãÃ][oO]|[aA][lL][iI][fF][iI][cC][aA][cC][iI][oO][nN]|[aA][lL][iI][fF][iI][cC][aA][cC][iI][óÓ][nN])(?!(?:(?![_])[\p{L}\p{N}_]))|[Pp](?:[uU][nN][tT][uU][aA][cC][iI][oO][nN]\s+[gG][lL][oO][bB][aA][lL]|[uU][nN][tT][uU][aA][cC][iI][óÓ][nN]\s+[gG][lL][oO][bB][aA][lL]|[uU][nN][tT][eE][gG][gG][iI][oO]\s+[fF][iI][nN][aA][lL][eE]|[uU][nN][tT][uU][aA][cC][iI][oO][nN]\s+[fF][iI][nN][aA][lL]|[uU][nN][tT][uU][aA][cC][iI][oO][nN]\s+[tT][oO][tT][aA][lL]|[uU][nN][tT][uU][aA][cC][iI][óÓ][nN]\s+[fF][iI][nN][aA][lL]|[uU][nN][tT][uU][aA][cC][iI][óÓ][nN]\s+[tT][oO][tT][aA][lL]|[oO][nN][tT][uU][aA][cC][aA][oO]\s+[fF][iI][nN][aA][lL]|[oO][nN][tT][uU][aA][çÇ][ãÃ][oO]\s+[fF][iI][nN][aA][lL]|[uU][nN][tT][uU][aA][cC][iI][oO][nN]|[uU][nN][tT][uU][aA][cC][iI][óÓ][nN]|[oO][nN][tT][uU][aA][cC][aA][oO]|[oO][nN][tT][uU][aA][çÇ][ãÃ][oO]|[uU][nN][tT][eE][gG][gG][iI][oO])(?!(?:(?![_])[\p{L}\p{N}_]))|[Éé][vV][aA][lL][uU][aA][tT][iI][oO][nN](?:\s+[fF][iI][nN][aA][lL][eE]|)(?!(?:(?![_])[\p{L}\p{N}_]))|[Ff][iI][nN][aA][lL][eE](?:\s+[Bb][eE][wW][eE][rR][tT][uU][nN][gG]|\s+[Ww][eE][rR][tT][uU][nN][gG])(?!(?:(?![_])[\p{L}\p{N}_]))|ال(?:نتيجة\s+النهائية|تقييم\s+النهائي|درجة\s+النهائية|درجه\s+النهائيه|تقييم\s+العام|تقييم\s+الكلي|حكم\s+النهائي|تقييم|درجة|حكم)(?!(?:(?![_])[\p{L}\p{N}_]))|[Ee](?:[iI][nN][dD][bB][eE][oO][oO][rR][dD][eE][lL][iI][nN][gG]|[iI][nN][dD][oO][oO][rR][dD][eE][eE][lL]|[iI][nN][dD][cC][iI][jJ][fF][eE][rR]|[nN][dD][wW][eE][rR][tT][uU][nN][gG]|[iI][nN][dD][sS][cC][oO][rR][eE])(?!(?:(?![_])[\p{L}\p{N}_]))|[Gg](?:[eE][sS][aA][mM][tT][bB][eE][wW][eE][rR][tT][uU][nN][gG]|[eE][sS][aA][mM][tT][wW][eE][rR][tT][uU][nN][gG]|[eE][sS][aA][mM][tT][uU][rR][tT][eE][iI][lL]|[eE][sS][aA][mM][tT][nN][oO][tT][eE]|[rR][aA][dD][eE])(?!(?:(?![_])[\p{L}\p{N}_]))|[Ss](?:[tT][aA][fF][fF][eE][lL][wW][eE][rR][tT][uU][nN][gG]|[eE][rR][iI][eE][nN][wW][eE][rR][tT][uU][nN][gG]|[cC][oO][rR][eE]\s+[fF][iI][nN][aA][lL]|[cC][oO][rR][eE])(?!(?:(?![_])[\p{L}\p{N}_]))|[Tt][oO][tT][aA][aA][lL](?:[cC][iI][jJ][fF][eE][rR]|[sS][cC][oO][rR][eE])(?!(?:(?![_])[\p{L}\p{N}_]))|[Bb][eE](?:[oO][oO][rR][dD][eE][lL][iI][nN][gG]|[wW][eE][rR][tT][uU][nN][gG])(?!(?:(?![_])[\p{L}\p{N}_]))|[Ww](?:[aA][aA][rR][dD][eE][rR][iI][nN][gG]|[eE][rR][tT][uU][nN][gG])(?!(?:(?![_])[\p{L}\p{N}_]))|[Oo][oO][rR][dD][eE][eE][lL](?!(?:(?![_])[\p{L}\p{N}_]))|تقييم(?:نا|ي|)(?!(?:(?![_])[\p{L}\p{N}_]))|[Rr][aA][tT][iI][nN][gG](?!(?:(?![_])[\p{L}\p{N}_]))|[Uu][rR][tT][eE][iI][lL](?!(?:(?![_])[\p{L}\p{N}_]))|個人(?:的評価|評分)|総合(?:スコア|得点|評価|点)|종합(?:\s+점수|\s+평가|\s+평점)|최종(?:\s+점수|\s+평가|\s+평점)|个人评分|总(?:体评分|评分)|我的(?:評分|评分)|最(?:終得分|終評価|終評分|终得分|终评分)|私の評価|綜合評分|總(?:體評分|評分)|综合评分|총(?:\s+평점|평가)|スコア|採点|評[価分点]|评分|별점|점수|평[가점]))`;
const guide = String.raw`(?:${season}\s*(?:[\-–—－:：|｜]\s*)?)?(?:(?=[aAcCdDeEfFgGkKlLoOéÉتدقエ分剧劇各章話에화회])(?:[Oo][vV][eE][rR][zZ][iI][cC][hH][tT]\s+[vV][aA][nN]\s+[dD][eE]\s+[aA][fF][lL][eE][vV][eE][rR][iI][nN][gG][eE][nN](?:(?!(?:(?![A-Z_])[\p{L}\p{N}_])))|[Dd][iI][eE]\s+[Ff][oO][lL][gG][eE][nN]\s+[iI][mM]\s+[Ee][iI][nN][zZ][eE][lL][nN][eE][nN](?:(?!(?:(?![A-Z_])[\p{L}\p{N}_])))|[Aa][fF][lL][eE][vV][eE][rR][iI][nN][gG][eE][nN](?:[oO][vV][eE][rR][zZ][iI][cC][hH][tT]|[lL][iI][jJ][sS][tT]|[gG][iI][dD][sS])(?:(?!(?:(?![A-Z_])[\p{L}\p{N}_])))|[Ee](?:[pP][iI][sS][oO][dD][iI][oO]\s+[pP][eE][rR]\s+[eE][pP][iI][sS][oO][dD][iI][oO]|[pP][iI][sS][oO][dD][iI][oO]\s+[pP][oO][rR]\s+[eE][pP][iI][sS][oO][dD][iI][oO]|[pP][iI][sS][óÓ][dD][iI][oO]\s+[pP][oO][rR]\s+[eE][pP][iI][sS][óÓ][dD][iI][oO]|[lL][eE][nN][cC][oO]\s+[dD][eE][gG][lL][iI]\s+[eE][pP][iI][sS][oO][dD][iI]|[pP][iI][sS][oO][dD][eE]\s+[pP][aA][rR]\s+[eE][pP][iI][sS][oO][dD][eE]|[pP][iI][sS][oO][dD][iI][oO]\s+[aA]\s+[eE][pP][iI][sS][oO][dD][iI][oO]|[pP][iI][sS][oO][dD][eE][nN][üÜ][bB][eE][rR][sS][iI][cC][hH][tT]|[pP][iI][sS][oO][dD][eE][nN][fF][uU][eE][hH][rR][eE][rR]|[lL][eE][nN][cC][oO]\s+[eE][pP][iI][sS][oO][dD][iI]|[pP][iI][sS][oO][dD][eE][nN][fF][üÜ][hH][rR][eE][rR]|[pP][iI][sS][oO][dD][eE][sS]\s+[Gg][uU][iI][dD][eE]|[pP][iI][sS][oO][dD][eE]\s+[Gg][uU][iI][dD][eE]|[pP][iI][sS][oO][dD][eE][nN][gG][uU][iI][dD][eE]|[pP][iI][sS][oO][dD][eE][nN][lL][iI][sS][tT][eE]|[pP][iI][sS][oO][dD][eE]\s+[Ll][iI][sS][tT])(?:(?!(?:(?![A-Z_])[\p{L}\p{N}_])))|[Cc](?:[aA][pP][iI][tT][uU][lL][oO]\s+[aA]\s+[cC][aA][pP][iI][tT][uU][lL][oO]|[aA][pP][íÍ][tT][uU][lL][oO]\s+[aA]\s+[cC][aA][pP][íÍ][tT][uU][lL][oO]|[hH][aA][pP][tT][eE][rR][sS]\s+[Gg][uU][iI][dD][eE]|[hH][aA][pP][tT][eE][rR]\s+[Gg][uU][iI][dD][eE]|[hH][aA][pP][tT][eE][rR]\s+[Ll][iI][sS][tT])(?:(?!(?:(?![A-Z_])[\p{L}\p{N}_])))|[Gg][uU](?:[iI][dD][eE]\s+[dD][eE][sS]\s+[cC][hH][aA][pP][iI][tT][rR][eE][sS]|[iI][aA]\s+[dD][oO][sS]\s+[eE][pP][iI][sS][oO][dD][iI][oO][sS]|[iI][aA]\s+[dD][oO][sS]\s+[eE][pP][iI][sS][óÓ][dD][iI][oO][sS]|[iI][dD][aA]\s+[aA][gG][lL][iI]\s+[eE][pP][iI][sS][oO][dD][iI]|[iI][dD][aA]\s+[aA][lL][lL][eE]\s+[pP][uU][nN][tT][aA][tT][eE]|[iI][dD][eE]\s+[dD][eE][sS]\s+[eE][pP][iI][sS][oO][dD][eE][sS]|[iI][dD][eE]\s+[dD][eE][sS]\s+[éÉ][pP][iI][sS][oO][dD][eE][sS]|[iI][aA]\s+[dD][eE]\s+[cC][aA][pP][iI][tT][uU][lL][oO][sS]|[iI][aA]\s+[dD][eE]\s+[cC][aA][pP][íÍ][tT][uU][lL][oO][sS]|[iI][aA]\s+[dD][eE]\s+[eE][pP][iI][sS][oO][dD][iI][oO][sS]|[iI][aA]\s+[dD][eE]\s+[eE][pP][iI][sS][óÓ][dD][iI][oO][sS]|[iI][dD][aA]\s+[aA][iI]\s+[cC][aA][pP][iI][tT][oO][lL][iI]|[íÍ][aA]\s+[dD][eE]\s+[cC][aA][pP][íÍ][tT][uU][lL][oO][sS]|[íÍ][aA]\s+[dD][eE]\s+[eE][pP][iI][sS][oO][dD][iI][oO][sS]|[iI][dD][eE]\s+[dD]'[éÉ][pP][iI][sS][oO][dD][eE][sS]|[iI][dD][eE]\s+[dD]’[éÉ][pP][iI][sS][oO][dD][eE][sS]|[iI][dD][aA]\s+[eE][pP][iI][sS][oO][dD][iI])(?:(?!(?:(?![A-Z_])[\p{L}\p{N}_])))|[Ll][iI][sS][tT](?:[aA]\s+[dD][eE][gG][lL][iI]\s+[eE][pP][iI][sS][oO][dD][iI]|[eE]\s+[dD][eE][sS]\s+[cC][hH][aA][pP][iI][tT][rR][eE][sS]|[aA]\s+[dD][eE]\s+[cC][aA][pP][iI][tT][uU][lL][oO][sS]|[aA]\s+[dD][eE]\s+[cC][aA][pP][íÍ][tT][uU][lL][oO][sS]|[aA]\s+[dD][eE]\s+[eE][pP][iI][sS][oO][dD][iI][oO][sS]|[aA]\s+[dD][eE]\s+[eE][pP][iI][sS][óÓ][dD][iI][oO][sS]|[eE]\s+[dD][eE][sS]\s+[eE][pP][iI][sS][oO][dD][eE][sS]|[eE]\s+[dD][eE][sS]\s+[éÉ][pP][iI][sS][oO][dD][eE][sS]|[aA]\s+[eE][pP][iI][sS][oO][dD][iI])(?:(?!(?:(?![A-Z_])[\p{L}\p{N}_])))|[Éé][pP][iI][sS][oO][dD][eE]\s+[pP][aA][rR]\s+[éÉ][pP][iI][sS][oO][dD][eE](?:(?!(?:(?![A-Z_])[\p{L}\p{N}_])))|[Kk][aA][pP][iI][tT][eE][lL][üÜ][bB][eE][rR][sS][iI][cC][hH][tT](?:(?!(?:(?![A-Z_])[\p{L}\p{N}_])))|[Ff][oO][lL][gG][eE][nN](?:[üÜ][bB][eE][rR][sS][iI][cC][hH][tT]|[gG][uU][iI][dD][eE]|[lL][iI][sS][tT][eE])(?:(?!(?:(?![A-Z_])[\p{L}\p{N}_])))|تقييم\s+الحلقات(?:(?!(?:(?![A-Z_])[\p{L}\p{N}_])))|قائم(?:ة\s+الحلقات|ه\s+الحلقات|ة\s+الفصول)(?:(?!(?:(?![A-Z_])[\p{L}\p{N}_])))|دليل(?:\s+الحلقات|\s+الفصول)(?:(?!(?:(?![A-Z_])[\p{L}\p{N}_])))|エピソード(?:ガイド|リスト|一覧)|에피소드(?:\s+가이드|\s+리스트|별\s+리뷰|별\s+평가|\s+목록)|各話(?:レビュー|リスト|一覧|感想|評価)|회차(?:별\s+감상|별\s+리뷰|별\s+평가|\s+목록|\s+정보)|화별\s+감상|分集(?:列表|指南|点评|評價|評分|评价|评分|點評)|剧集(?:列表|指南)|劇集(?:列表|指南)|章(?:節指南|节指南)|話数一覧))\s*[:：]?`;
const verdict = String.raw`(?:${noun}|(?:(?=[aAcCdDeEfFgGiIkKlLmMnNoOrRtTuUvVاب合平得总満点綜総總综評评종총평한합])(?:[Gg](?:[eE][sS][aA][mM][tT][pP][uU][nN][kK][tT][zZ][aA][hH][lL]|[iI][uU][dD][iI][zZ][iI][oO]\s+[fF][iI][nN][aA][lL][eE]|[eE][mM][iI][dD][dD][eE][lL][dD][eE]|[eE][mM][iI][dD][dD][eE][lL][dD]|[iI][uU][dD][iI][zZ][iI][oO]|[eE][sS][aA][mM][tT])(?!(?:(?![_])[\p{L}\p{N}_]))|[Ii](?:[lL]\s+[nN][oO][sS][tT][rR][oO]\s+[vV][oO][tT][oO]|[lL]\s+[mM][iI][oO]\s+[vV][oO][tT][oO]|[nN]\s+[tT][oO][tT][aA][lL][eE]|[nN][sS][gG][eE][sS][aA][mM][tT]|[lL]\s+[vV][oO][tT][oO])(?!(?:(?![_])[\p{L}\p{N}_]))|[Nn](?:[eE][lL]\s+[cC][oO][mM][pP][lL][eE][sS][sS][oO]|[oO][tT][eE]\s+[gG][eE][nN][eE][rR][aA][lL][eE]|[oO][tT][eE]\s+[gG][éÉ][nN][éÉ][rR][aA][lL][eE]|[oO][tT][eE]\s+[gG][lL][oO][bB][aA][lL][eE]|[oO][tT][eE]\s+[mM][oO][yY][eE][nN][nN][eE]|[uU][eE][sS][tT][rR][aA]\s+[nN][oO][tT][aA]|[oO][tT][aA]\s+[gG][lL][oO][bB][aA][lL]|[oO][tT][eE]\s+[fF][iI][nN][aA][lL][eE]|[oO][sS][sS][aA]\s+[nN][oO][tT][aA]|[oO][tT][aA]\s+[fF][iI][nN][aA][lL]|[oO][tT][aA]\s+[gG][eE][rR][aA][lL]|[oO][tT][aA]\s+[mM][eE][dD][iI][aA]|[oO][tT][aA]\s+[mM][éÉ][dD][iI][aA]|[oO][tT][rR][eE]\s+[aA][vV][iI][sS]|[oO][tT][rR][eE]\s+[nN][oO][tT][eE]|[oO]\s+[gG][eE][rR][aA][lL]|[oO][tT][aA]|[oO][tT][eE])(?!(?:(?![_])[\p{L}\p{N}_]))|[Dd][uU][rR][cC][hH][sS][cC][hH][nN][iI][tT][tT](?!(?:(?![_])[\p{L}\p{N}_]))|[Uu][nN][sS][eE][rR][eE]\s+[Nn][oO][tT][eE](?!(?:(?![_])[\p{L}\p{N}_]))|[Ee][nN]\s+[gG][eE][nN][eE][rR][aA][lL](?!(?:(?![_])[\p{L}\p{N}_]))|[Mm](?:[eE][iI][nN][eE]\s+[Nn][oO][tT][eE]|[iI][nN][hH][aA]\s+[nN][oO][tT][aA]|[oO][nN]\s+[aA][vV][iI][sS]|[aA]\s+[nN][oO][tT][eE]|[iI]\s+[nN][oO][tT][aA]|[oO][yY][eE][nN][nN][eE]|[éÉ][dD][iI][aA])(?!(?:(?![_])[\p{L}\p{N}_]))|[Rr][eE](?:[cC][eE][nN][sS][iI][oO][nN][eE]|[cC][eE][nN][sS][iI][eE]|[sS][eE][nN][hH][aA]|[sS][eE][ñÑ][aA]|[vV][iI][eE][wW])(?!(?:(?![_])[\p{L}\p{N}_]))|[Vv][oO][tT][oO](?:\s+[mM][eE][dD][iI][oO]|)(?!(?:(?![_])[\p{L}\p{N}_]))|[Aa](?:[uU]\s+[fF][iI][nN][aA][lL]|[vV][eE][rR][aA][gG][eE])(?!(?:(?![_])[\p{L}\p{N}_]))|ال(?:إجمالي|اجمالي|متوسط|مجموع|نتيجة|معدل)(?!(?:(?![_])[\p{L}\p{N}_]))|بشكل\s+عام(?!(?:(?![_])[\p{L}\p{N}_]))|[Cc](?:[rR][íÍ][tT][iI][cC][aA]|[iI][jJ][fF][eE][rR])(?!(?:(?![_])[\p{L}\p{N}_]))|[Ll][aA]\s+[nN][oO][tT][eE](?!(?:(?![_])[\p{L}\p{N}_]))|[Oo][vV][eE][rR][aA][lL][lL](?!(?:(?![_])[\p{L}\p{N}_]))|[Kk][rR][iI][tT][iI][kK](?!(?:(?![_])[\p{L}\p{N}_]))|[Tt][oO][tT][aA](?:[aA][lL]|[lL][eE]|[lL])(?!(?:(?![_])[\p{L}\p{N}_]))|[Ff](?:[aA][zZ][iI][tT]|[iI][nN][aA][lL])(?!(?:(?![_])[\p{L}\p{N}_]))|한(?:\s+줄\s+평|줄평)|平均(?:分|点|)|満足度|合計|得[分点]|总[体分评]|点数|綜合|総[合評]|總[分評體]|综合|評價|评价|종합|총[점평]|평균|합계)))`;
const entry = String.raw`(?:${bullet})?(?:${label}(?:${label_end}.*?|\s*(?=(?:[\-–—－|｜:：=＝★⭐☆]|$)))|${code}\s.*?|[“"「『«][^”"」』»]+[”"」』»]\s*)(?:${dense}|${signed}[^\s/|｜]{1,9}\s?[/／]\s?\p{Nd}+|[\-–—－]?${season_pipe}$)`;

const PATTERNS = {
  "comment": new RegExp(String.raw`^(?:[%％])`, "u"),
  "escaped": new RegExp(String.raw`^(?:\\\s*\S)`, "u"),
  "signed": new RegExp(String.raw`^(?:~\s*\S)`, "u"),
  "quote": new RegExp(String.raw`^(?:[>＞])`, "u"),
  "heading": new RegExp(String.raw`^(?:[#＃]{2,6}\s+\S)`, "u"),
  "numbered": new RegExp(String.raw`^(?:[#＃]\s+\S)`, "u"),
  "figure": new RegExp(String.raw`^(?:!\[(?:(?:[^!\]]|!(?!\[)|\](?!\()))*\]\((?!.*!\[)\S+?(?:\s+".*")?\s*\)\s*$)`, "u"),
  "comments": new RegExp(String.raw`^(?:(?:(?:(?:[lL][oO][gG] ?[iI][nN] [tT][oO] )?(?:[lL][eE][aA][vV][eE]|[pP][oO][sS][tT]|[wW][rR][iI][tT][eE]|[aA][dD][dD]) (?:[aA]|[yY][oO][uU][rR]) (?:[cC][oO][mM][mM][eE][nN][tT]|[rR][eE][pP][lL][yY])(?:(?: (?:[cC][aA][nN][cC][eE][lL] [rR][eE][pP][lL][yY]|[bB][eE][lL][oO][wW]))?(?:(?:[.:!…]|\.{3}| ?[»›]))?| (?:[tT][oO]|[oO][nN]) .{0,79}[^.])|[cC][aA][nN][cC][eE][lL] [rR][eE][pP][lL][yY]|[jJ][oO][iI][nN] [tT][hH][eE] (?:[dD][iI][sS][cC][uU][sS][sS][iI][oO][nN]|[cC][oO][nN][vV][eE][rR][sS][aA][tT][iI][oO][nN])[.!]?|(?:\p{Nd}{1,6}|[oO][nN][eE]) (?:[cC][oO][mM][mM][eE][nN][tT][sS]?|[rR][eE][pP][lL][iI][eE][sS]|[rR][eE][sS][pP][oO][nN][sS][eE][sS]?|[tT][hH][oO][uU][gG][hH][tT][sS]?) (?:[tT][oO]|[oO][nN]) ["'“‘«].{1,120}["'”’»]|(?:[dD][eE][jJ][aA]|[dD][eE][jJ][aA][rR]|[eE][sS][cC][rR][iI][bB][eE]|[eE][sS][cC][rR][iI][bB][iI][rR]|[aA][ñÑ][aA][dD][eE]|[aA][ñÑ][aA][dD][iI][rR]|[pP][uU][bB][lL][iI][cC][aA]|[pP][uU][bB][lL][iI][cC][aA][rR]) (?:[uU][nN]|[tT][uU]|[uU][nN][aA]) (?:[cC][oO][mM][eE][nN][tT][aA][rR][iI][oO]|[rR][eE][sS][pP][uU][eE][sS][tT][aA])(?: [cC][aA][nN][cC][eE][lL][aA][rR](?: [lL][aA])? [rR][eE][sS][pP][uU][eE][sS][tT][aA])?[.:!…]?|[cC][aA][nN][cC][eE][lL][aA][rR](?: [lL][aA])? [rR][eE][sS][pP][uU][eE][sS][tT][aA]|(?:[úÚ][nN][eE][tT][eE]|[uU][nN][eE][tT][eE]) [aA] [lL][aA] (?:[cC][oO][nN][vV][eE][rR][sS][aA][cC][iI][óÓ][nN]|[cC][oO][nN][vV][eE][rR][sS][aA][cC][iI][oO][nN]|[dD][iI][sS][cC][uU][sS][iI][óÓ][nN]|[dD][iI][sS][cC][uU][sS][iI][oO][nN])[.!]?|(?:\p{Nd}{1,6}|[uU][nN][aA]?) (?:[cC][oO][mM][eE][nN][tT][aA][rR][iI][oO][sS]?|[rR][eE][sS][pP][uU][eE][sS][tT][aA][sS]?|[pP][eE][nN][sS][aA][mM][iI][eE][nN][tT][oO][sS]?|[oO][pP][iI][nN][iI][oO][nN][eE][sS]) (?:[eE][nN]|[sS][oO][bB][rR][eE]) ["'“‘«].{1,120}["'”’»]|(?:[dD][eE][iI][xX][eE]|[dD][eE][iI][xX][aA][rR]|[eE][sS][cC][rR][eE][vV][aA]|[eE][sS][cC][rR][eE][vV][eE][rR]|[fF][aA][çÇ][aA]|[pP][uU][bB][lL][iI][qQ][uU][eE]|[aA][dD][iI][cC][iI][oO][nN][eE]) (?:[uU][mM]|[sS][eE][uU]|[oO] [sS][eE][uU]|[uU][mM][aA]|[sS][uU][aA]) (?:[cC][oO][mM][eE][nN][tT][áÁ][rR][iI][oO]|[cC][oO][mM][eE][nN][tT][aA][rR][iI][oO]|[rR][eE][sS][pP][oO][sS][tT][aA])(?: [cC][aA][nN][cC][eE][lL][aA][rR] [rR][eE][sS][pP][oO][sS][tT][aA])?[.:!…]?|[cC][aA][nN][cC][eE][lL][aA][rR] [rR][eE][sS][pP][oO][sS][tT][aA]|(?:[pP][aA][rR][tT][iI][cC][iI][pP][eE] [dD][aAoO]|[jJ][uU][nN][tT][eE]-[sS][eE] [àÀ]) (?:[cC][oO][nN][vV][eE][rR][sS][aA]|[dD][iI][sS][cC][uU][sS][sS][ãÃ][oO]|[dD][iI][sS][cC][uU][sS][sS][aA][oO])[.!]?|(?:\p{Nd}{1,6}|[uU][mM][aA]?) (?:[cC][oO][mM][eE][nN][tT][áÁ][rR][iI][oO][sS]?|[cC][oO][mM][eE][nN][tT][aA][rR][iI][oO][sS]?|[rR][eE][sS][pP][oO][sS][tT][aA][sS]?|[pP][eE][nN][sS][aA][mM][eE][nN][tT][oO][sS]?|[iI][dD][eE][iI][aA][sS]?) (?:[eE][mM]|[sS][oO][bB][rR][eE]|[aA]) ["'“‘«].{1,120}["'”’»]|(?:[lL][aA][iI][sS][sS][eE][rR]|[lL][aA][iI][sS][sS][eE][zZ]|[éÉ][cC][rR][iI][rR][eE]|[éÉ][cC][rR][iI][vV][eE][zZ]|[aA][jJ][oO][uU][tT][eE][rR]|[aA][jJ][oO][uU][tT][eE][zZ]|[pP][oO][sS][tT][eE][rR]|[pP][oO][sS][tT][eE][zZ]|[pP][uU][bB][lL][iI][eE][rR]|[pP][uU][bB][lL][iI][eE][zZ]) (?:[uU][nN]|[vV][oO][tT][rR][eE]|[uU][nN][eE]) (?:[cC][oO][mM][mM][eE][nN][tT][aA][iI][rR][eE]|[rR][éÉ][pP][oO][nN][sS][eE]|[rR][eE][pP][oO][nN][sS][eE])(?: [aA][nN][nN][uU][lL][eE][rR] [lL][aA] [rR](?:[éÉ][pP][oO][nN][sS][eE]|[eE][pP][oO][nN][sS][eE]))?[.:!…]?|[aA][nN][nN][uU][lL][eE][rR] [lL][aA] [rR][éÉeE][pP][oO][nN][sS][eE]|(?:[rR][eE][jJ][oO][iI][nN][dD][rR][eE]|[rR][eE][jJ][oO][iI][gG][nN][eE][zZ]|[pP][aA][rR][tT][iI][cC][iI][pP][eE][rR] [àÀ]|[pP][aA][rR][tT][iI][cC][iI][pP][eE][zZ] [àÀ]) [lL][aA] (?:[dD][iI][sS][cC][uU][sS][sS][iI][oO][nN]|[cC][oO][nN][vV][eE][rR][sS][aA][tT][iI][oO][nN])[.!]?|(?:\p{Nd}{1,6}|[uU][nN][eE]?) (?:[cC][oO][mM][mM][eE][nN][tT][aA][iI][rR][eE][sS]?|[rR][éÉ][pP][oO][nN][sS][eE][sS]?|[rR][eE][pP][oO][nN][sS][eE][sS]?|[rR][éÉ][fF][lL][eE][xX][iI][oO][nN][sS]?|[rR][eE][fF][lL][eE][xX][iI][oO][nN][sS]?|[aA][vV][iI][sS]) (?:[sS][uU][rR]|[àÀ]) ["'“‘«].{1,120}["'”’»]|(?:[sS][cC][hH][rR][eE][iI][bB][eE]?|[hH][iI][nN][tT][eE][rR][lL][aA][sS][sS][eE]?|[vV][eE][rR][fF][aA][sS][sS][eE]) (?:[eE][iI][nN][eE][nN]?|[dD][eE][iI][nN][eE][nN]|[iI][hH][rR][eE][nN]|[eE][iI][nN][eE]) (?:[kK][oO][mM][mM][eE][nN][tT][aA][rR]|[aA][nN][tT][wW][oO][rR][tT])(?: [aA][nN][tT][wW][oO][rR][tT](?:[eE][nN] [aA][bB][bB][rR][eE][cC][hH][eE][nN]| [aA][bB][bB][rR][eE][cC][hH][eE][nN]))?[.:!…]?|(?:(?:[eE][iI][nN][eE][nN] )?[kK][oO][mM][mM][eE][nN][tT][aA][rR]|[eE][iI][nN][eE] [aA][nN][tT][wW][oO][rR][tT]|[aA][nN][tT][wW][oO][rR][tT]) (?:[sS][cC][hH][rR][eE][iI][bB][eE][nN]|[vV][eE][rR][fF][aA][sS][sS][eE][nN]|[hH][iI][nN][tT][eE][rR][lL][aA][sS][sS][eE][nN]|[hH][iI][nN][zZ][uU][fF][üÜ][gG][eE][nN]|[aA][bB][gG][eE][bB][eE][nN])(?: [aA][nN][tT][wW][oO][rR][tT](?:[eE][nN] [aA][bB][bB][rR][eE][cC][hH][eE][nN]| [aA][bB][bB][rR][eE][cC][hH][eE][nN]))?[.:!…]?|[aA][nN][tT][wW][oO][rR][tT](?:[eE][nN])? [aA][bB][bB][rR][eE][cC][hH][eE][nN]|(?:[dD][iI][sS][kK][uU][tT][iI][eE][rR][eE] [mM][iI][tT]|[aA][nN] [dD][eE][rR] [dD][iI][sS][kK][uU][sS][sS][iI][oO][nN] (?:[tT][eE][iI][lL][nN][eE][hH][mM][eE][nN]|[bB][eE][tT][eE][iI][lL][iI][gG][eE][nN]))[.!]?|(?:\p{Nd}{1,6}|[eE][iI][nN]|[eE][iI][nN][eE]) (?:[kK][oO][mM][mM][eE][nN][tT][aA][rR][eE]?|[aA][nN][tT][wW][oO][rR][tT](?:[eE][nN])?|[gG][eE][dD][aA][nN][kK][eE][nN]?) (?:[zZ][uU]|[aA][uU][fF]) ["'“‘«„].{1,120}["'”’»“]|(?:[lL][aA][sS][cC][iI][aA]|[lL][aA][sS][cC][iI][aA][tT][eE]|[sS][cC][rR][iI][vV][iI]|[aA][gG][gG][iI][uU][nN][gG][iI]|[pP][uU][bB][bB][lL][iI][cC][aA]|[iI][nN][vV][iI][aA]) (?:[uU][nN]|[iI][lL] [tT][uU][oO]|[uU][nN][aA]) (?:[cC][oO][mM][mM][eE][nN][tT][oO]|[rR][iI][sS][pP][oO][sS][tT][aA])(?: [aA][nN][nN][uU][lL][lL][aA] [rR][iI][sS][pP][oO][sS][tT][aA])?[.:!…]?|[aA][nN][nN][uU][lL][lL][aA](?: [lL][aA])? [rR][iI][sS][pP][oO][sS][tT][aA]|(?:[pP][aA][rR][tT][eE][cC][iI][pP][aA]|[uU][nN][iI][sS][cC][iI][tT][iI]) [aA][lL][lL][aA] (?:[dD][iI][sS][cC][uU][sS][sS][iI][oO][nN][eE]|[cC][oO][nN][vV][eE][rR][sS][aA][zZ][iI][oO][nN][eE])[.!]?|(?:\p{Nd}{1,6}|[uU][nN]|[uU][nN][aA]) (?:[cC][oO][mM][mM][eE][nN][tT][iI]?|[rR][iI][sS][pP][oO][sS][tT][aAeE]|[pP][eE][nN][sS][iI][eE][rR][oOiI]|[rR][iI][fF][lL][eE][sS][sS][iI][oO][nN][eEiI]) (?:[sS][uU]|[aA]) ["'“‘«].{1,120}["'”’»]|(?:[lL][aA][aA][tT]|[pP][lL][aA][aA][tT][sS]|[gG][eE][eE][fF]|[sS][cC][hH][rR][iI][jJ][fF]) (?:[eE][eE][nN]|[jJ][eE]|[uU][wW]) [rR][eE][aA][cC][tT][iI][eE](?: [aA][cC][hH][tT][eE][rR])?(?: [rR][eE][aA][cC][tT][iI][eE] [aA][nN][nN][uU][lL][eE][rR][eE][nN])?[.:!…]?|(?:[eE][eE][nN] [rR][eE][aA][cC][tT][iI][eE] (?:[pP][oO][sS][tT][eE][nN]|[pP][lL][aA][aA][tT][sS][eE][nN]|[aA][cC][hH][tT][eE][rR][lL][aA][tT][eE][nN])|[rR][eE][aA][cC][tT][iI][eE] [aA][nN][nN][uU][lL][eE][rR][eE][nN])|(?:\p{Nd}{1,6}|[eE][eE][nN]|[éÉ][éÉ][nN]) (?:[rR][eE][aA][cC][tT][iI][eE][sS]?|[gG][eE][dD][aA][cC][hH][tT][eE][nN]?|[aA][nN][tT][wW][oO][oO][rR][dD](?:[eE][nN])?) [oO](?:[pP]|[vV][eE][rR]) ["'“‘«„].{1,120}["'”’»“]|コメント(?:を(?:残す|書く|書き込む|投稿する|追加する|する)|する|投稿)(?: ?コメントをキャンセル)?|(?:コメント|返信)をキャンセル|返[信事]を(?:残す|書く)|(?:댓글|답글|코멘트|의견)을? ?(?:남기기|달기|쓰기|작성|작성하기|남겨 ?주세요)(?: ?(?:댓글|답글|응답) ?취소)?[.!]?|(?:댓글|답글|응답) ?(?:달기 ?)?취소|(?:发表|發表|发布|發佈|写|寫|撰写|撰寫|留下|添加|新增)(?:(?:您的|你的))?(?:评论|評論|回复|回覆|留言)(?: ?取消回[复覆])?|取消(?:回复|回覆|评论|評論)|(?:اترك|أضف|اضف|اكتب|أكتب) (?:تعليق[اًك]{0,2}|تعليقاً|رد[اًك]{0,2}|رداً)(?: (?:إلغاء الرد|الغاء الرد))?[.:!…]?|(?:إلغاء|الغاء) الرد))\s*$)`, "u"),
  "counts": new RegExp(String.raw`^(?:(?:(?:(?:\p{Nd}{1,6}|[nN][oO]|[oO][nN][eE]) (?:[cC][oO][mM][mM][eE][nN][tT][sS]?|[rR][eE][pP][lL][iI][eE][sS]|[rR][eE][sS][pP][oO][nN][sS][eE][sS]?)(?: [yY][eE][tT])?:?|(?:[cC][oO][mM][mM][eE][nN][tT][sS]?|[rR][eE][pP][lL][iI][eE][sS]|[rR][eE][sS][pP][oO][nN][sS][eE][sS]|[dD][iI][sS][cC][uU][sS][sS][iI][oO][nN]) ?\(\p{Nd}{1,6}\)|[bB][eE] [tT][hH][eE] [fF][iI][rR][sS][tT] [tT][oO] (?:[cC][oO][mM][mM][eE][nN][tT]|[rR][eE][pP][lL][yY])[.!]?|(?:\p{Nd}{1,6}|[sS][iI][nN]|[uU][nN]|[nN][oO] [hH][aA][yY]|[nN][iI][nN][gG][úÚ][nN]) (?:[cC][oO][mM][eE][nN][tT][aA][rR][iI][oO][sS]?|[rR][eE][sS][pP][uU][eE][sS][tT][aA][sS]?)(?: (?:[aA][úÚ][nN]|[aA][uU][nN]|[tT][oO][dD][aA][vV][íÍ][aA]|[tT][oO][dD][aA][vV][iI][aA]))?:?|(?:[cC][oO][mM][eE][nN][tT][aA][rR][iI][oO][sS]?|[rR][eE][sS][pP][uU][eE][sS][tT][aA][sS]?) ?\(\p{Nd}{1,6}\)|(?:\p{Nd}{1,6}|[sS][eE][mM]|[uU][mM]|[nN][eE][nN][hH][uU][mM]) (?:[cC][oO][mM][eE][nN][tT][áÁ][rR][iI][oO][sS]?|[cC][oO][mM][eE][nN][tT][aA][rR][iI][oO][sS]?|[rR][eE][sS][pP][oO][sS][tT][aA][sS]?)(?: [aA][iI][nN][dD][aA])?:?|(?:[cC][oO][mM][eE][nN][tT][áÁ][rR][iI][oO][sS]?|[rR][eE][sS][pP][oO][sS][tT][aA][sS]?) ?\(\p{Nd}{1,6}\)|(?:\p{Nd}{1,6}|[aA][uU][cC][uU][nN]|[aA][uU][cC][uU][nN][eE]|[pP][aA][sS] [dD][eE]|[uU][nN]|[uU][nN][eE]) (?:[cC][oO][mM][mM][eE][nN][tT][aA][iI][rR][eE][sS]?|[rR][éÉ][pP][oO][nN][sS][eE][sS]?|[rR][eE][pP][oO][nN][sS][eE][sS]?)(?: [pP][oO][uU][rR] [lL](?:[eE] [mM][oO][mM][eE][nN][tT]|['’][iI][nN][sS][tT][aA][nN][tT]))?(?: ?:)?|(?:[cC][oO][mM][mM][eE][nN][tT][aA][iI][rR][eE][sS]?|[rR][éÉ][pP][oO][nN][sS][eE][sS]?|[rR][eE][pP][oO][nN][sS][eE][sS]?) ?\(\p{Nd}{1,6}\)|(?:\p{Nd}{1,6}|[kK][eE][iI][nN][eE]|[nN][oO][cC][hH] [kK][eE][iI][nN][eE]|[eE][iI][nN]|[eE][iI][nN][eE]) (?:[kK][oO][mM][mM][eE][nN][tT][aA][rR][eE]?|[aA][nN][tT][wW][oO][rR][tT](?:[eE][nN])?):?|(?:[kK][oO][mM][mM][eE][nN][tT][aA][rR][eE]?|[aA][nN][tT][wW][oO][rR][tT][eE][nN]) ?\(\p{Nd}{1,6}\)|(?:\p{Nd}{1,6}|[nN][eE][sS][sS][uU][nN]|[nN][eE][sS][sS][uU][nN][aA]|[aA][nN][cC][oO][rR][aA] [nN][eE][sS][sS][uU][nN]|[uU][nN]|[uU][nN][aA]) (?:[cC][oO][mM][mM][eE][nN][tT][iI]|[cC][oO][mM][mM][eE][nN][tT][oO]|[rR][iI][sS][pP][oO][sS][tT][eE]|[rR][iI][sS][pP][oO][sS][tT][aA]):?|(?:[cC][oO][mM][mM][eE][nN][tT][iI]|[rR][iI][sS][pP][oO][sS][tT][eE]) ?\(\p{Nd}{1,6}\)|(?:\p{Nd}{1,6}|[gG][eE][eE][nN]|[nN][oO][gG] [gG][eE][eE][nN]|[eE][eE][nN]|[éÉ][éÉ][nN]) (?:[rR][eE][aA][cC][tT][iI][eE][sS]?|[oO][pP][mM][eE][rR][kK][iI][nN][gG][eE][nN]?):?|(?:[rR][eE][aA][cC][tT][iI][eE][sS]|[oO][pP][mM][eE][rR][kK][iI][nN][gG][eE][nN]) ?\(\p{Nd}{1,6}\)|(?:コメント|返信) ?[(（:：]? ?\p{Nd}{1,6} ?件?[)）]?|\p{Nd}{1,6} ?件の(?:コメント|返信)[:：]?|(?:コメント|返信)は?(?:まだ)?(?:ありません|なし)。?|(?:댓글|답글|코멘트) ?[(:]? ?\p{Nd}{1,6} ?개?\)?|\p{Nd}{1,6} ?개의 (?:댓글|답글|코멘트)|(?:(?:아직 )?(?:댓글|답글)이 없습니다\.?|댓글 없음:?)|(?:评论|評論|留言|回复|回覆) ?[(（] ?\p{Nd}{1,6} ?[)）]|\p{Nd}{1,6} ?[条條则則个個](?:评论|評論|留言|回复|回覆)|(?:暂无|暫無|尚无|尚無|没有|沒有)(?:评论|評論|留言|回复|回覆)[。:：]?|(?:\p{Nd}{1,6}|لا توجد|لا يوجد|ليس هناك) (?:تعليقات|تعليق|تعليقاً|ردود|رد)(?: بعد)?:?|(?:تعليقات|التعليقات|ردود|الردود) ?\(\p{Nd}{1,6}\)))\s*$)`, "u"),
  "anywhere": new RegExp(String.raw`^(?:(?:(?:[fF][eE][eE][lL] [fF][rR][eE][eE] [tT][oO] (?:[cC][hH][eE][cC][kK] [oO][uU][tT]|[sS][hH][aA][rR][eE] (?:[tT][hH][iI][sS]|[yY][oO][uU][rR])|[lL][eE][aA][vV][eE] (?:[aA]|[yY][oO][uU][rR]|[uU][sS])(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_]))|[cC][oO][mM][mM][eE][nN][tT](?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_]))).{0,140}|(?:[cC][hH][eE][cC][kK] [oO][uU][tT]|[rR][eE][aA][dD]|[sS][eE][eE]) (?:[mM][oO][rR][eE] [oO][fF] )?(?:[oO][uU][rR]|[mM][yY]) (?:[oO][tT][hH][eE][rR] )?(?:[\p{L}\p{N}_\-]{1,30} ){0,4}[rR][eE][vV][iI][eE][wW][sS]?(?: [hH][eE][rR][eE])?[.!]?|(?:[yY][oO][uU] [mM](?:[aA][yY]|[iI][gG][hH][tT])|[wW][eE] [tT][hH][iI][nN][kK] [yY][oO][uU]['’][lL][lL]) [aA][lL][sS][oO] (?:[lL][iI][kK][eE]|[eE][nN][jJ][oO][yY])(?: [^.!?]{0,60})?[:…]?|[sS](?:[uU][bB][sS][cC][rR][iI][bB][eE]|[iI][gG][nN] [uU][pP])(?: (?:[tT][oO]|[fF][oO][rR]) (?:[oO][uU][rR]|[mM][yY]|[tT][hH][eE]) .{1,60})?[.!]?|(?:[fF][oO][lL][lL][oO][wW]|[fF][iI][nN][dD]|[lL][iI][kK][eE]) (?:[uU][sS]|[mM][eE]) [oO][nN] [^.!?]{1,80}!?|(?:[wW][rR][iI][tT][eE]|[sS][uU][bB][mM][iI][tT]|[aA][dD][dD]|[pP][oO][sS][tT]) (?:[aA]|[yY][oO][uU][rR]) (?:[oO][wW][nN] )?[rR][eE][vV][iI][eE][wW]|[tT][hH][aA][nN][kK][sS]? (?:[yY][oO][uU] )?[fF][oO][rR] (?:[rR][eE][aA][dD][iI][nN][gG]|[wW][aA][tT][cC][hH][iI][nN][gG]|[sS][tT][oO][pP][pP][iI][nN][gG] [bB][yY])[.!]{0,3}|[sS][hH][aA][rR][eE](?: (?:[tT][hH][iI][sS]|[oO][nN]|[vV][iI][aA]|[wW][iI][tT][hH])(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_]))[^.!?]{0,60}[:!]?|[:!])|[lL](?:[iI][kK][eE] [tT][hH][iI][sS]:?|[oO][aA][dD][iI][nN][gG](?:(?:\.{3}|…))?|[iI][kK][eE] [lL][oO][aA][dD][iI][nN][gG](?:(?:\.{3}|…))?)|(?:[fF][aA][cC][eE][bB][oO][oO][kK]|[tT][wW][iI][tT][tT][eE][rR]|[pP][iI][nN][tT][eE][rR][eE][sS][tT]|[rR][eE][dD][dD][iI][tT]|[wW][hH][aA][tT][sS][aA][pP][pP]|[tT][uU][mM][bB][lL][rR]|[lL][iI][nN][kK][eE][dD][iI][nN]|[tT][eE][lL][eE][gG][rR][aA][mM]|[bB][lL][uU][eE][sS][kK][yY]|[mM][aA][sS][tT][oO][dD][oO][nN])|(?:(?:[cC][lL][iI][cC][kK] [tT][oO] )?(?:[sS][hH][aA][rR][eE]|[tT][wW][eE][eE][tT]|[pP][iI][nN] [iI][tT]|[eE][mM][aA][iI][lL]|[pP][rR][iI][nN][tT]|[fF][aA][cC][eE][bB][oO][oO][kK]|[tT][wW][iI][tT][tT][eE][rR]|[xX]|[pP][iI][nN][tT][eE][rR][eE][sS][tT]|[rR][eE][dD][dD][iI][tT]|[wW][hH][aA][tT][sS][aA][pP][pP]|[tT][uU][mM][bB][lL][rR]|[lL][iI][nN][kK][eE][dD][iI][nN]|[tT][eE][lL][eE][gG][rR][aA][mM]|[pP][oO][cC][kK][eE][tT]|[bB][lL][uU][eE][sS][kK][yY]|[mM][aA][sS][tT][oO][dD][oO][nN]|[iI][nN][sS][tT][aA][gG][rR][aA][mM]|[yY][oO][uU][tT][uU][bB][eE]|[rR][sS][sS])[ ,|/·•]{1,5}){1,20}(?:[cC][lL][iI][cC][kK] [tT][oO] )?(?:[sS][hH][aA][rR][eE]|[tT][wW][eE][eE][tT]|[pP][iI][nN] [iI][tT]|[eE][mM][aA][iI][lL]|[pP][rR][iI][nN][tT]|[fF][aA][cC][eE][bB][oO][oO][kK]|[tT][wW][iI][tT][tT][eE][rR]|[xX]|[pP][iI][nN][tT][eE][rR][eE][sS][tT]|[rR][eE][dD][dD][iI][tT]|[wW][hH][aA][tT][sS][aA][pP][pP]|[tT][uU][mM][bB][lL][rR]|[lL][iI][nN][kK][eE][dD][iI][nN]|[tT][eE][lL][eE][gG][rR][aA][mM]|[pP][oO][cC][kK][eE][tT]|[bB][lL][uU][eE][sS][kK][yY]|[mM][aA][sS][tT][oO][dD][oO][nN]|[iI][nN][sS][tT][aA][gG][rR][aA][mM]|[yY][oO][uU][tT][uU][bB][eE]|[rR][sS][sS])[ ,|/·•]{0,5}|[rR][eE][lL][aA][tT][eE][dD](?: (?:[pP][oO][sS][tT][sS]?|[aA][rR][tT][iI][cC][lL][eE][sS]?|[rR][eE][vV][iI][eE][wW][sS]?|[cC][oO][nN][tT][eE][nN][tT]))?:|(?:[rR][eE][lL][aA][tT][eE][dD]|[mM][oO][rR][eE]|[rR][eE][cC][eE][nN][tT]|[pP][oO][pP][uU][lL][aA][rR]|[lL][aA][tT][eE][sS][tT]|[tT][rR][eE][nN][dD][iI][nN][gG]) (?:[pP][oO][sS][tT][sS]?|[aA][rR][tT][iI][cC][lL][eE][sS]?|[rR][eE][vV][iI][eE][wW][sS]?|[sS][tT][oO][rR][iI][eE][sS])(?: [fF][rR][oO][mM] (?:[tT][hH][iI][sS]|[tT][hH][eE] [sS][aA][mM][eE]|[oO][uU][rR]) .{1,40})?:?|(?:[←«‹]|<<?-?) ?(?:[pP][rR][eE][vV][iI][oO][uU][sS]|[oO][lL][dD][eE][rR]|[pP][rR][eE][vV]|[bB][aA][cC][kK])(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_])).{0,120}|[nN][eE](?:[xX][tT]|[wW][eE][rR])(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_])).{0,120}(?:[→»›]|->)|← .{1,120}|(?:[pP][rR][eE][vV][iI][oO][uU][sS]|[nN][eE][xX][tT]|[oO][lL][dD][eE][rR]|[nN][eE][wW][eE][rR]) (?:[pP][oO][sS][tT]|[aA][rR][tT][iI][cC][lL][eE]|[rR][eE][vV][iI][eE][wW]|[eE][nN][tT][rR][yY]|[eE][nN][tT][rR][iI][eE][sS]|[pP][oO][sS][tT][sS])[sS]?(?::.{0,100}|(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_]))[^.!?]{0,100})|(?:[rR][eE][aA][dD]|[sS][eE][eE]|[vV][iI][eE][wW]) [mM][oO][rR][eE]:? [^.!?]{0,100}|[yY][oO][uU][rR] [eE][mM][aA][iI][lL] [aA][dD][dD][rR][eE][sS][sS] [wW][iI][lL][lL] [nN][oO][tT] [bB][eE] [pP][uU][bB][lL][iI][sS][hH][eE][dD].{0,120}|[rR][eE][qQ][uU][iI][rR][eE][dD] [fF][iI][eE][lL][dD][sS] [aA][rR][eE] [mM][aA][rR][kK][eE][dD].{0,120}|[sS][aA][vV][eE] [mM][yY] [nN][aA][mM][eE], [eE]-?[mM][aA][iI][lL].{0,120}|[nN][oO][tT][iI][fF][yY] [mM][eE] [oO][fF] (?:[nN][eE][wW]|[fF][oO][lL][lL][oO][wW]).{0,120}|(?:[nN][aA][mM][eE]|[eE]-?[mM][aA][iI][lL]|[wW][eE][bB][sS][iI][tT][eE]|[cC][oO][mM][mM][eE][nN][tT]) ?\*|(?:[lL][oO][gG] ?[iI][nN]|[sS][iI][gG][nN] [iI][nN]|[rR][eE][gG][iI][sS][tT][eE][rR]) (?:[tT][oO]|[wW][iI][tT][hH]) .{1,60}|[sS][kK][iI][pP] [tT][oO] (?:[mM][aA][iI][nN] )?(?:[cC][oO][nN][tT][eE][nN][tT]|[nN][aA][vV][iI][gG][aA][tT][iI][oO][nN])|(?:(?:[mM][aA][iI][nN] |[pP][rR][iI][mM][aA][rR][yY] |[nN][aA][vV][iI][gG][aA][tT][iI][oO][nN] |[tT][oO][gG][gG][lL][eE] )(?:[mM][eE][nN][uU]|[nN][aA][vV][iI][gG][aA][tT][iI][oO][nN])|[nN][aA][vV][iI][gG][aA][tT][iI][oO][nN])|(?:[hH][oO][mM][eE]|[aA][bB][oO][uU][tT]|[cC][oO][nN][tT][aA][cC][tT]|[bB][lL][oO][gG]|[nN][eE][wW][sS]|[rR][eE][vV][iI][eE][wW][sS])(?: ?[|·•»›>/] ?[\p{L}\p{N}_ &'’\-]{1,40}){1,12} ?\|?|(?:[pP][oO][sS][tT][eE][dD]|[fF][iI][lL][eE][dD]|[tT][aA][gG][gG][eE][dD]|[cC][aA][tT][eE][gG][oO][rR][iI][sSzZ][eE][dD]) (?:[iI][nN]|[oO][nN]|[bB][yY]|[uU][nN][dD][eE][rR]|[wW][iI][tT][hH]|[aA][sS])(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_]))[^.!?]{0,100}|(?:[aA][dD][vV][eE][rR][tT][iI][sS][eE][mM][eE][nN][tT][sS]?|[sS][pP][oO][nN][sS][oO][rR][eE][dD](?: [cC][oO][nN][tT][eE][nN][tT])?)|(?:(?:[cC][oO][pP][yY][rR][iI][gG][hH][tT] )?(?:©|\([cC]\)) .{1,100}|[cC][oO][pP][yY][rR][iI][gG][hH][tT] \p{Nd}{4}.{0,100})|[aA][lL][lL] [rR][iI][gG][hH][tT][sS] [rR][eE][sS][eE][rR][vV][eE][dD]\.?|(?:[pP][rR][iI][vV][aA][cC][yY] [pP][oO][lL][iI][cC][yY]|[tT][eE][rR][mM][sS] [oO][fF] (?:[uU][sS][eE]|[sS][eE][rR][vV][iI][cC][eE])|[cC][oO][oO][kK][iI][eE] [pP][oO][lL][iI][cC][yY])(?: ?[|·•] ?.{1,60})?|(?:[pP][rR][oO][uU][dD][lL][yY] )?[pP][oO][wW][eE][rR][eE][dD] [bB][yY] [^.,!?]{1,40}\.?|[rR][eE][pP][oO][rR][tT] [tT][hH][iI][sS] [aA][dD]|[cC][oO][mM][pP][aA][rR][tT](?:(?:[eE]|[iI][rR]) (?:[eE][sS][tT][oO]|[eE][sS][tT][aA] [eE][nN][tT][rR][aA][dD][aA]|[eE][sS][tT][eE] [aA][rR][tT][íÍ][cC][uU][lL][oO]|[eE][sS][tT][eE] [aA][rR][tT][iI][cC][uU][lL][oO]|[eE][nN] [^.!?]{1,60}|[cC][oO][nN] [^.!?]{1,60})[:!]?|[iI][rR]:)|(?:[eE][nN][tT][rR][aA][dD][aA][sS]?|[aA][rR][tT][íÍ][cC][uU][lL][oO][sS]?|[aA][rR][tT][iI][cC][uU][lL][oO][sS]?|[rR][eE][sS][eE][ñÑ][aA][sS]?|[nN][oO][tT][iI][cC][iI][aA][sS]) (?:[rR][eE][lL][aA][cC][iI][oO][nN][aA][dD][aAoO][sS]?|[rR][eE][cC][iI][eE][nN][tT][eE][sS]|[pP][oO][pP][uU][lL][aA][rR][eE][sS]|[mM][áÁ][sS] [lL][eE][íÍ][dD][aAoO][sS])(?: [cC][oO][nN] .{1,60})?:?|[←«‹] ?(?:[aA][nN][tT][eE][rR][iI][oO][rR]|[eE][nN][tT][rR][aA][dD][aA] [aA][nN][tT][eE][rR][iI][oO][rR]|[eE][nN][tT][rR][aA][dD][aA][sS] [aA][nN][tT][eE][rR][iI][oO][rR][eE][sS])(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_])).{0,120}|(?:[sS][iI][gG][uU][iI][eE][nN][tT][eE]|[eE][nN][tT][rR][aA][dD][aA] [sS][iI][gG][uU][iI][eE][nN][tT][eE]|[eE][nN][tT][rR][aA][dD][aA][sS] [sS][iI][gG][uU][iI][eE][nN][tT][eE][sS])(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_])).{0,120}→|(?:[eE][nN][tT][rR][aA][dD][aA]|[aA][rR][tT][íÍ][cC][uU][lL][oO]|[aA][rR][tT][iI][cC][uU][lL][oO]|[pP][uU][bB][lL][iI][cC][aA][cC][iI][óÓ][nN]) (?:[aA][nN][tT][eE][rR][iI][oO][rR]|[sS][iI][gG][uU][iI][eE][nN][tT][eE])(?::.{0,100})?|[tT][uU] [dD][iI][rR][eE][cC][cC][iI][óÓ][nN] [dD][eE] [cC][oO][rR][rR][eE][oO] [eE][lL][eE][cC][tT][rR][óÓ][nN][iI][cC][oO] [nN][oO] [sS][eE][rR][áÁ] [pP][uU][bB][lL][iI][cC][aA][dD][aA].{0,120}|[lL][oO][sS] [cC][aA][mM][pP][oO][sS] (?:[oO][bB][lL][iI][gG][aA][tT][oO][rR][iI][oO][sS]|[nN][eE][cC][eE][sS][aA][rR][iI][oO][sS]) [eE][sS][tT][áÁ][nN] [mM][aA][rR][cC][aA][dD][oO][sS].{0,120}|(?:[nN][oO][mM][bB][rR][eE]|[cC][oO][rR][rR][eE][oO] [eE][lL][eE][cC][tT][rR][óÓ][nN][iI][cC][oO]|[cC][oO][mM][eE][nN][tT][aA][rR][iI][oO]) ?\*|(?:[sS][aA][lL][tT][aA][rR]|[iI][rR]) [aA][lL] [cC][oO][nN][tT][eE][nN][iI][dD][oO](?: [pP][rR][iI][nN][cC][iI][pP][aA][lL])?|[mM][eE][nN][úÚ] (?:[pP][rR][iI][nN][cC][iI][pP][aA][lL]|[dD][eE] [nN][aA][vV][eE][gG][aA][cC][iI][óÓ][nN])|[sS][íÍ][gG][uU][eE][nN][oO][sS] [eE][nN] [^.!?]{1,80}!?|[pP][uU][bB][lL][iI][cC][aA][dD][oO] [eE][lL] \p{Nd}{1,2} [dD][eE] [^.!?:]{1,60}|[tT][oO][dD][oO][sS] [lL][oO][sS] [dD][eE][rR][eE][cC][hH][oO][sS] [rR][eE][sS][eE][rR][vV][aA][dD][oO][sS]\.?|(?:[pP][oO][lL][íÍ][tT][iI][cC][aA] [dD][eE] (?:[pP][rR][iI][vV][aA][cC][iI][dD][aA][dD]|[cC][oO][oO][kK][iI][eE][sS])|[aA][vV][iI][sS][oO] [lL][eE][gG][aA][lL])(?: ?[|·•] ?.{1,60})?|(?:[iI][nN][iI][cC][iI][oO]|[pP][oO][rR][tT][aA][dD][aA])(?: ?[|·•»›>/] ?[\p{L}\p{N}_ &'’\-]{1,40}){1,12} ?\|?|(?:(?:[cC][oO][mM][pP][aA][rR][tT][iI][lL][hH][eE]|[cC][oO][mM][pP][aA][rR][tT][iI][lL][hH][aA][rR]|[pP][aA][rR][tT][iI][lL][hH][eE]|[pP][aA][rR][tT][iI][lL][hH][aA][rR]) (?:[iI][sS][sS][oO]|[iI][sS][tT][oO]|[eE][sS][tT][eE] [aA][rR][tT][iI][gG][oO]|[eE][sS][tT][eE] [pP][oO][sS][tT]|[eE][sS][tT][aA] [pP][uU][bB][lL][iI][cC][aA][çÇ][ãÃ][oO]|[nN][oO] [^.!?]{1,60}|[eE][mM] [^.!?]{1,60}|[cC][oO][mM] [^.!?]{1,60})[:!]?|(?:[cC][oO][mM][pP][aA][rR][tT][iI][lL][hH][eE]|[cC][oO][mM][pP][aA][rR][tT][iI][lL][hH][aA][rR]|[pP][aA][rR][tT][iI][lL][hH][aA][rR]):)|(?:[pP][oO][sS][tT][sS]?|[aA][rR][tT][iI][gG][oO][sS]?|[rR][eE][sS][eE][nN][hH][aA][sS]?|[nN][oO][tT][íÍ][cC][iI][aA][sS]) (?:[rR][eE][lL][aA][cC][iI][oO][nN][aA][dD][aAoO][sS]?|[rR][eE][cC][eE][nN][tT][eE][sS]|[pP][oO][pP][uU][lL][aA][rR][eE][sS]|[mM][aA][iI][sS] [lL][iI][dD][aAoO][sS]):?|(?:(?:[pP][oO][sS][tT]|[aA][rR][tT][iI][gG][oO]|[pP][uU][bB][lL][iI][cC][aA][çÇ][ãÃ][oO]) (?:[aA][nN][tT][eE][rR][iI][oO][rR]|[sS][eE][gG][uU][iI][nN][tT][eE])(?::.{0,100})?|[pP][rR][óÓ][xX][iI][mM][oO] (?:[pP][oO][sS][tT]|[aA][rR][tT][iI][gG][oO])(?::.{0,100})?)|[←«‹] ?(?:[pP][oO][sS][tT] [aA][nN][tT][eE][rR][iI][oO][rR]|[pP][oO][sS][tT][sS] [aA][nN][tT][eE][rR][iI][oO][rR][eE][sS]|[aA][rR][tT][iI][gG][oO] [aA][nN][tT][eE][rR][iI][oO][rR])(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_])).{0,120}|(?:[pP][rR][óÓ][xX][iI][mM][oO]|[sS][eE][gG][uU][iI][nN][tT][eE])(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_])).{0,120}→|[oO] [sS][eE][uU] [eE][nN][dD][eE][rR][eE][çÇ][oO] [dD][eE] [eE]-?[mM][aA][iI][lL] [nN][ãÃ][oO] [sS][eE][rR][áÁ] [pP][uU][bB][lL][iI][cC][aA][dD][oO].{0,120}|(?:[oO][sS] )?[cC][aA][mM][pP][oO][sS] [oO][bB][rR][iI][gG][aA][tT][óÓ][rR][iI][oO][sS] (?:[sS][ãÃ][oO]|[eE][sS][tT][ãÃ][oO]) [mM][aA][rR][cC][aA][dD][oO][sS].{0,120}|(?:[nN][oO][mM][eE]|[cC][oO][mM][eE][nN][tT][áÁ][rR][iI][oO]) ?\*|(?:[pP][uU][lL][aA][rR]|[sS][aA][lL][tT][aA][rR]|[iI][rR]) [pP][aA][rR][aA] [oO] [cC][oO][nN][tT][eE][úÚ][dD][oO](?: [pP][rR][iI][nN][cC][iI][pP][aA][lL])?|[mM][eE][nN][uU] (?:[pP][rR][iI][nN][cC][iI][pP][aA][lL]|[dD][eE] [nN][aA][vV][eE][gG][aA][çÇ][ãÃ][oO])|[sS][iI][gG][aA]-[nN][oO][sS] [nN][aAoO] [^.!?]{1,80}!?|[tT][oO][dD][oO][sS] [oO][sS] [dD][iI][rR][eE][iI][tT][oO][sS] [rR][eE][sS][eE][rR][vV][aA][dD][oO][sS]\.?|[pP][oO][lL][íÍ][tT][iI][cC][aA] [dD][eE] (?:[pP][rR][iI][vV][aA][cC][iI][dD][aA][dD][eE]|[cC][oO][oO][kK][iI][eE][sS])(?: ?[|·•] ?.{1,60})?|[iI][nN][íÍ][cC][iI][oO](?: ?[|·•»›>/] ?[\p{L}\p{N}_ &'’\-]{1,40}){1,12} ?\|?|[pP][aA][rR][tT][aA][gG][eE](?:[rRzZ] (?:[cC][eE][tT] [aA][rR][tT][iI][cC][lL][eE]|[cC][eE][cC][iI]|[cC][eE][tT][tT][eE] [pP][aA][gG][eE]|[sS][uU][rR] [^.!?]{1,60}|[vV][iI][aA] [^.!?]{1,60}|[aA][vV][eE][cC] [^.!?]{1,60}) ?[:!]?|[rR] ?:)|(?:[aA][rR][tT][iI][cC][lL][eE][sS]?|[cC][rR][iI][tT][iI][qQ][uU][eE][sS]?|[bB][iI][lL][lL][eE][tT][sS]?|[aA][cC][tT][uU][aA][lL][iI][tT][éÉ][sS]) (?:[sS][iI][mM][iI][lL][aA][iI][rR][eE][sS]?|[cC][oO][nN][nN][eE][xX][eE][sS]?|[rR][éÉ][cC][eE][nN][tT][sS]?|[lL][iI][éÉ][sS]?|[pP][oO][pP][uU][lL][aA][iI][rR][eE][sS]?|[aA][sS][sS][oO][cC][iI][éÉ][sS]?|[rR][éÉ][cC][eE][nN][tT][eE][sS]?|[lL][iI][éÉ][eE][sS]?) ?:?|(?:[aA][rR][tT][iI][cC][lL][eE]|[bB][iI][lL][lL][eE][tT]|[cC][rR][iI][tT][iI][qQ][uU][eE]) (?:[pP][rR][éÉ][cC][éÉ][dD][eE][nN][tT][eE]?|[sS][uU][iI][vV][aA][nN][tT][eE]?)(?: ?:.{0,100})?|[←«‹] ?(?:[aA][rR][tT][iI][cC][lL][eE] [pP][rR][éÉ][cC][éÉ][dD][eE][nN][tT]|[aA][rR][tT][iI][cC][lL][eE][sS] [pP][rR][éÉ][cC][éÉ][dD][eE][nN][tT][sS]|[pP][rR][éÉ][cC][éÉ][dD][eE][nN][tT])(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_])).{0,120}|(?:[aA][rR][tT][iI][cC][lL][eE] [sS][uU][iI][vV][aA][nN][tT]|[sS][uU][iI][vV][aA][nN][tT])(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_])).{0,120}→|[vV][oO][tT][rR][eE] [aA][dD][rR][eE][sS][sS][eE] (?:[dD][eE] [mM][eE][sS][sS][aA][gG][eE][rR][iI][eE]|[eE]-?[mM][aA][iI][lL]) [nN][eE] [sS][eE][rR][aA] [pP][aA][sS] [pP][uU][bB][lL][iI][éÉ][eE].{0,120}|[lL][eE][sS] [cC][hH][aA][mM][pP][sS] [oO][bB][lL][iI][gG][aA][tT][oO][iI][rR][eE][sS] [sS][oO][nN][tT] (?:[iI][nN][dD][iI][qQ][uU][éÉ][sS]|[mM][aA][rR][qQ][uU][éÉ][sS]).{0,120}|(?:[nN][oO][mM]|[aA][dD][rR][eE][sS][sS][eE] [dD][eE] [mM][eE][sS][sS][aA][gG][eE][rR][iI][eE]|[cC][oO][mM][mM][eE][nN][tT][aA][iI][rR][eE]|[sS][iI][tT][eE] [wW][eE][bB]) ?\*|(?:[aA][lL][lL][eE][rR]|[pP][aA][sS][sS][eE][rR]) [aA][uU] [cC][oO][nN][tT][eE][nN][uU](?: [pP][rR][iI][nN][cC][iI][pP][aA][lL])?|[mM][eE][nN][uU] [dD][eE] [nN][aA][vV][iI][gG][aA][tT][iI][oO][nN]|[sS][uU][iI][vV][eE][zZ]-(?:[nN][oO][uU][sS]|[mM][oO][iI]) [sS][uU][rR] [^.!?]{1,80}!?|[pP](?:[uU][bB][lL][iI][éÉ]|[oO][sS][tT][éÉ]) [lL][eE] \p{Nd}{1,2}(?:[eE][rR])? [^.!?:]{1,60}|[tT][oO][uU][sS] [dD][rR][oO][iI][tT][sS] [rR][éÉ][sS][eE][rR][vV][éÉ][sS]\.?|(?:[pP][oO][lL][iI][tT][iI][qQ][uU][eE] [dD][eE] [cC][oO][nN][fF][iI][dD][eE][nN][tT][iI][aA][lL][iI][tT][éÉ]|[mM][eE][nN][tT][iI][oO][nN][sS] [lL][éÉ][gG][aA][lL][eE][sS])(?: ?[|·•] ?.{1,60})?|[aA][cC][cC][uU][eE][iI][lL](?: ?[|·•»›>/] ?[\p{L}\p{N}_ &'’\-]{1,40}){1,12} ?\|?|[tT][eE][iI][lL][eE](?:(?:[nN]|) (?:[mM][iI][tT]|[aA][uU][fF]|[üÜ][bB][eE][rR]|[dD][iI][eE][sS][eE][nN] [bB][eE][iI][tT][rR][aA][gG]|[dD][aA][sS]) ?[^.!?]{0,60}[:!]?|[nN]:)|(?:[äÄ][hH][nN][lL][iI][cC][hH][eE]|[vV][eE][rR][wW][aA][nN][dD][tT][eE]|[wW][eE][iI][tT][eE][rR][eE]|[nN][eE][uU][eE][sS][tT][eE]|[aA][kK][tT][uU][eE][lL][lL][eE]|[bB][eE][lL][iI][eE][bB][tT][eE]) (?:[bB][eE][iI][tT][rR][äÄ][gG][eE]|[aA][rR][tT][iI][kK][eE][lL]|[kK][rR][iI][tT][iI][kK][eE][nN]|[rR][eE][zZ][eE][nN][sS][iI][oO][nN][eE][nN]):?|(?:[vV][oO][rR][hH][eE][rR][iI][gG][eE][rR]|[vV][oO][rR][iI][gG][eE][rR]|[nN][äÄ][cC][hH][sS][tT][eE][rR]|[äÄ][lL][tT][eE][rR][eE][rR]|[nN][eE][uU][eE][rR][eE][rR]) (?:[bB][eE][iI][tT][rR][aA][gG]|[aA][rR][tT][iI][kK][eE][lL]|[eE][iI][nN][tT][rR][aA][gG])(?::.{0,100})?|[←«‹] ?(?:[vV][oO][rR][hH][eE][rR][iI][gG][eE][rR]|[vV][oO][rR][iI][gG][eE][rR]|[zZ][uU][rR][üÜ][cC][kK]|[äÄ][lL][tT][eE][rR][eE] [bB][eE][iI][tT][rR][äÄ][gG][eE])(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_])).{0,120}|(?:[nN][äÄ][cC][hH][sS][tT][eE][rR]|[wW][eE][iI][tT][eE][rR]|[nN][eE][uU][eE][rR][eE] [bB][eE][iI][tT][rR][äÄ][gG][eE])(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_])).{0,120}→|(?:[dD][eE][iI][nN][eE]|[iI][hH][rR][eE]) [eE]-?[mM][aA][iI][lL]-?[aA][dD][rR][eE][sS][sS][eE] [wW][iI][rR][dD] [nN][iI][cC][hH][tT] [vV][eE][rR][öÖ][fF][fF][eE][nN][tT][lL][iI][cC][hH][tT].{0,120}|(?:[eE][rR][fF][oO][rR][dD][eE][rR][lL][iI][cC][hH][eE]|[bB][eE][nN][öÖ][tT][iI][gG][tT][eE]) [fF][eE][lL][dD][eE][rR] [sS][iI][nN][dD] (?:[mM][iI][tT] .{1,5} )?[mM][aA][rR][kK][iI][eE][rR][tT].{0,100}|(?:[kK][oO][mM][mM][eE][nN][tT][aA][rR]|[eE]-?[mM][aA][iI][lL]-?[aA][dD][rR][eE][sS][sS][eE]) ?\*|(?:[zZ][uU][mM] [iI][nN][hH][aA][lL][tT]|[zZ][uU][mM] [hH][aA][uU][pP][tT][iI][nN][hH][aA][lL][tT]|[dD][iI][rR][eE][kK][tT] [zZ][uU][mM] [iI][nN][hH][aA][lL][tT])(?: (?:[sS][pP][rR][iI][nN][gG][eE][nN]|[wW][eE][cC][hH][sS][eE][lL][nN]))?|(?:[hH][aA][uU][pP][tT][mM][eE][nN][üÜ]|[mM][eE][nN][üÜ] (?:[öÖ][fF][fF][nN][eE][nN]|[sS][cC][hH][lL][iI][eE]ß[eE][nN]|[uU][mM][sS][cC][hH][aA][lL][tT][eE][nN]))|[fF][oO][lL][gG](?:[eE]|[tT]|[eE][nN] [sS][iI][eE]) (?:[uU][nN][sS]|[mM][iI][rR]) [aA][uU][fF] [^.!?]{1,80}!?|[vV][eE][rR][öÖ][fF][fF][eE][nN][tT][lL][iI][cC][hH][tT] (?:[aA][mM]|[iI][nN]|[vV][oO][nN]) \p{Nd}[^.!?]{1,60}\p{Nd}{4}(?: (?:[iI][nN]|[vV][oO][nN]) [^.!?]{1,60})?|[aA][lL][lL][eE] [rR][eE][cC][hH][tT][eE] [vV][oO][rR][bB][eE][hH][aA][lL][tT][eE][nN]\.?|(?:[dD][aA][tT][eE][nN][sS][cC][hH][uU][tT][zZ](?:[eE][rR][kK][lL][äÄ][rR][uU][nN][gG])?|[iI][mM][pP][rR][eE][sS][sS][uU][mM])(?: ?[|·•] ?.{1,60})?|[sS][tT][aA][rR][tT][sS][eE][iI][tT][eE](?: ?[|·•»›>/] ?[\p{L}\p{N}_ &'’\-]{1,40}){1,12} ?\|?|[cC][oO][nN][dD][iI][vV][iI][dD][iI](?: (?:[qQ][uU][eE][sS][tT][oO] [aA][rR][tT][iI][cC][oO][lL][oO]|[qQ][uU][eE][sS][tT][oO] [pP][oO][sS][tT]|[sS][uU] [^.!?]{1,60}|[cC][oO][nN] [^.!?]{1,60}|[qQ][uU][eE][sS][tT][oO])[:!]?|:)|(?:[aA][rR][tT][iI][cC][oO][lL][iI]|[pP][oO][sS][tT]|[rR][eE][cC][eE][nN][sS][iI][oO][nN][iI]|[nN][oO][tT][iI][zZ][iI][eE]) (?:[cC][oO][rR][rR][eE][lL][aA][tT][eEiI]|[cC][oO][lL][lL][eE][gG][aA][tT][iI]|[rR][eE][cC][eE][nN][tT][iI]|[sS][iI][mM][iI][lL][iI]|[pP][oO][pP][oO][lL][aA][rR][iI]|[pP][iI][ùÙ] [lL][eE][tT][tT][eEiI]):?|(?:[aA][rR][tT][iI][cC][oO][lL][oO]|[pP][oO][sS][tT]) (?:[pP][rR][eE][cC][eE][dD][eE][nN][tT][eE]|[sS][uU][cC][cC][eE][sS][sS][iI][vV][oO])(?::.{0,100})?|[←«‹] ?(?:[aA][rR][tT][iI][cC][oO][lL][oO] [pP][rR][eE][cC][eE][dD][eE][nN][tT][eE]|[aA][rR][tT][iI][cC][oO][lL][iI] [pP][rR][eE][cC][eE][dD][eE][nN][tT][iI]|[pP][rR][eE][cC][eE][dD][eE][nN][tT][eE])(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_])).{0,120}|(?:[aA][rR][tT][iI][cC][oO][lL][oO] [sS][uU][cC][cC][eE][sS][sS][iI][vV][oO]|[sS][uU][cC][cC][eE][sS][sS][iI][vV][oO])(?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_])).{0,120}→|[iI][lL] [tT][uU][oO] [iI][nN][dD][iI][rR][iI][zZ][zZ][oO] [eE]-?[mM][aA][iI][lL] [nN][oO][nN] [sS][aA][rR][àÀ] [pP][uU][bB][bB][lL][iI][cC][aA][tT][oO].{0,120}|[iI] [cC][aA][mM][pP][iI] [oO][bB][bB][lL][iI][gG][aA][tT][oO][rR][iI] [sS][oO][nN][oO] [cC][oO][nN][tT][rR][aA][sS][sS][eE][gG][nN][aA][tT][iI].{0,120}|(?:[nN][oO][mM][eE]|[cC][oO][mM][mM][eE][nN][tT][oO]|[sS][iI][tT][oO] [wW][eE][bB]) ?\*|(?:[vV][aA][iI]|[sS][aA][lL][tT][aA]|[pP][aA][sS][sS][aA]) [aA][lL] [cC][oO][nN][tT][eE][nN][uU][tT][oO](?: [pP][rR][iI][nN][cC][iI][pP][aA][lL][eE])?|[mM][eE][nN][uU] (?:[pP][rR][iI][nN][cC][iI][pP][aA][lL][eE]|[dD][iI] [nN][aA][vV][iI][gG][aA][zZ][iI][oO][nN][eE])|[sS][eE][gG][uU][iI][cC][iI] [sS][uU] [^.!?]{1,80}!?|[tT][uU][tT][tT][iI] [iI] [dD][iI][rR][iI][tT][tT][iI] [rR][iI][sS][eE][rR][vV][aA][tT][iI]\.?|(?:[iI][nN][fF][oO][rR][mM][aA][tT][iI][vV][aA] [sS][uU][lL][lL][aA] [pP][rR][iI][vV][aA][cC][yY]|[cC][oO][oO][kK][iI][eE] [pP][oO][lL][iI][cC][yY])(?: ?[|·•] ?.{1,60})?|[dD][eE](?:(?:[eE][lL]|[lL][eE][nN]) (?:[dD][iI][tT]|[dD][iI][tT] [aA][rR][tT][iI][kK][eE][lL]|[dD][iI][tT] [bB][eE][rR][iI][cC][hH][tT]|[dD][eE][zZ][eE] [pP][aA][gG][iI][nN][aA]|[oO][pP] [^.!?]{1,60}|[vV][iI][aA] [^.!?]{1,60})[:!]?|(?:[lL][eE][nN]|[eE][lL]):)|(?:[gG][eE][rR][eE][lL][aA][tT][eE][eE][rR][dD][eE]|[vV][eE][rR][wW][aA][nN][tT][eE]|[rR][eE][cC][eE][nN][tT][eE]|[pP][oO][pP][uU][lL][aA][iI][rR][eE]|[mM][eE][eE][rR]|[lL][aA][aA][tT][sS][tT][eE]|[nN][iI][eE][uU][wW][sS][tT][eE]) (?:[bB][eE][rR][iI][cC][hH][tT][eE][nN]|[aA][rR][tT][iI][kK][eE][lL][eE][nN]|[pP][oO][sS][tT][sS]|[rR][eE][cC][eE][nN][sS][iI][eE][sS]):?|(?:(?:[vV][oO][rR][iI][gG]|[vV][oO][lL][gG][eE][nN][dD]|[vV][oO][rR][iI][gG][eE]|[vV][oO][lL][gG][eE][nN][dD][eE]|[nN][iI][eE][uU][wW][eE][rR]|[oO][uU][dD][eE][rR]) (?:[bB][eE][rR][iI][cC][hH][tT]|[aA][rR][tT][iI][kK][eE][lL]|[rR][eE][cC][eE][nN][sS][iI][eE]|[pP][oO][sS][tT])(?::.{0,100})?|(?:[nN][iI][eE][uU][wW][eE][rR][eE]|[oO][uU][dD][eE][rR][eE]) (?:[bB][eE][rR][iI][cC][hH][tT][eE][nN]|[pP][oO][sS][tT][sS]))|(?:[jJ][eE]|[jJ][oO][uU][wW]|[uU][wW]|[hH][eE][tT]) [eE]-?[mM][aA][iI][lL][aA][dD][rR][eE][sS] (?:[wW][oO][rR][dD][tT]|[zZ][aA][lL]) [nN][iI][eE][tT] (?:[gG][eE][pP][uU][bB][lL][iI][cC][eE][eE][rR][dD]|[wW][oO][rR][dD][eE][nN] [gG][eE][pP][uU][bB][lL][iI][cC][eE][eE][rR][dD]|[oO][pP][eE][nN][bB][aA][aA][rR] [gG][eE][mM][aA][aA][kK][tT]).{0,120}|[vV][eE][rR](?:[eE][iI][sS][tT][eE]|[pP][lL][iI][cC][hH][tT][eE]) [vV][eE][lL][dD][eE][nN] [zZ][iI][jJ][nN] [gG][eE][mM][aA][rR][kK][eE][eE][rR][dD](?:(?<=[\p{L}\p{N}_])(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])(?=[\p{L}\p{N}_])).{0,100}|(?:[nN][aA][aA][mM]|[rR][eE][aA][cC][tT][iI][eE]|[eE]-?[mM][aA][iI][lL][aA][dD][rR][eE][sS]) ?\*|(?:(?:[gG][aA]|[sS][pP][rR][iI][nN][gG]|[dD][iI][rR][eE][cC][tT]) [nN][aA][aA][rR] (?:[dD][eE] )?(?:[iI][nN][hH][oO][uU][dD]|[hH][oO][oO][fF][dD][iI][nN][hH][oO][uU][dD]|[cC][oO][nN][tT][eE][nN][tT])|(?:[sS][pP][rR][iI][nN][gG]|[dD][oO][oO][rR][gG][aA][aA][nN]) [nN][aA][aA][rR] [iI][nN][hH][oO][uU][dD])|(?:(?:この記事を)?シェアする|この記事を共有する|(?:シェア|共有)[:：])|(?:関連|おすすめ|人気|最近の|最新の?|新着)(?:記事|投稿|エントリー)(?:一覧)?|[前次]の(?:記事|投稿)へ?(?: ?[:：].{0,100})?|(?:[←«‹] ?前の.{0,100}|次の.{0,100}[→»›])|メールアドレスが公開されることはありません.{0,120}|(?:※|\* ?)が付いている欄は必須項目です.{0,60}|(?:名前|メール|コメント) ?[*※]|(?:コンテンツ|本文)へ(?:スキップ|移動)|(?:プライバシーポリシー|利用規約)(?: ?[|·•｜] ?.{1,60})?|ホーム(?: ?[|·•»›>/｜＞／] ?[\p{L}\p{N}_ &'’・\-]{1,40}){1,12} ?[|｜]?|(?:[tT][wW][iI][tT][tT][eE][rR]|[xX]|[fF][aA][cC][eE][bB][oO][oO][kK])で(?:シェア|共有)(?:する)?|(?:(?:이 글을? )?공유하기:?|공유:)|(?:관련|최근|인기|다른|추천) ?(?:글|포스트|게시물|기사)(?: 보기)?:?|(?:이전|다음) ?(?:글|포스트|게시물|기사)(?: ?: ?.{0,100})?|(?:[←«‹] ?이전.{0,100}|다음.{0,100}[→»›])|이메일(?:은| 주소는) 공개되지 않습니다.{0,120}|필수 (?:필드|항목)[는은] .{0,20}표시.{0,60}|(?:이름|이메일|댓글|웹사이트) ?\*|(?:본문|콘텐츠|컨텐츠)(?:으로|로) (?:건너뛰기|바로가기)|개인정보 ?처리방침(?: ?[|·•] ?.{1,60})?|홈(?: ?[|·•»›>/] ?[\p{L}\p{N}_ &'’\-]{1,40}){1,12} ?\|?|分享(?:(?:到|至|此文|本文|這篇文章|这篇文章).{0,60}|[:：])|(?:相关|相關|推荐|推薦|热门|熱門|最新|近期)(?:文章|阅读|閱讀|影评|影評|剧评|劇評)[:：]?|[上下前后後]一[篇则則](?:文章)?(?: ?[:：].{0,100})?|(?:(?:您的|你的))?(?:邮箱|电子邮箱|电子邮件)地址不会被公开.{0,120}|(?:發佈留言必須填寫的)?電子郵件(?:地址|位址)不會被?公開.{0,120}|必填(?:项已用|欄位標示為).{0,100}|(?:姓名|昵称|暱稱|邮箱|電子郵件|电子邮件|评论|評論|留言) ?\*|跳(?:至|到|过到)(?:主要)?(?:内容|內容|正文)|(?:版权所有|版權所有|保留所有权利|保留所有權利).{0,60}|(?:隐私政策|隱私政策|隱私權政策|使用条款|使用條款)(?: ?[|·•｜] ?.{1,60})?|首[页頁](?: ?[|·•»›>/｜＞／] ?[\p{L}\p{N}_ &'’\-]{1,40}){1,12} ?[|｜]?|شارك(?:(?:ها)? (?:هذا المقال|هذه المقالة|المقال|هذا الموضوع|الموضوع|عبر [^.!؟]{1,40})[:!]?|:)|م(?:قالات|واضيع|راجعات|شاركات) (?:ذات صلة|مشابهة|مشابهه|أخرى|حديثة):?|ال(?:مقال|موضوع|مقالة|تدوينة) ال(?:سابق|سابقة|تالي|تالية)(?: ?: ?.{0,100})?|لن يتم نشر عنوان بريدك الإلكتروني.{0,120}|الحقول الإلزامية مشار إليها.{0,100}|ال(?:اسم|بريد الإلكتروني|تعليق) ?\*|(?:التجاوز|تخطي|انتقل|الانتقال) إلى المحتوى|(?:جميع|كل) الحقوق محفوظة.{0,60}|سياسة الخصوصية(?: ?[|·•] ?.{1,60})?|الرئيسية(?: ?[|·•»›>/] ?[\p{L}\p{N}_ &'’\-]{1,40}){1,12} ?\|?))\s*$)`, "u"),
  "top": new RegExp(String.raw`^(?:(?:(?:(?:[rR][eE][lL][aA][tT][eE][dD]|[hH][oO][mM][eE]|[mM][eE][nN][uU]|[sS][eE][aA][rR][cC][hH]|[aA][bB][oO][uU][tT]|[cC][oO][nN][tT][aA][cC][tT]|[aA][rR][cC][hH][iI][vV][eE][sS]?|[cC][aA][tT][eE][gG][oO][rR][iI][eE][sS]|[cC][aA][tT][eE][gG][oO][rR][yY]|[tT][aA][gG][sS]?|[sS][hH][aA][rR][eE]|[tT][wW][eE][eE][tT]|[pP][rR][iI][nN][tT])|(?:[pP][rR][eE][vV][iI][oO][uU][sS]|[nN][eE][xX][tT])(?:: .{1,120})?|(?:[cC][oO][mM][mM][eE][nN][tT][sS]?|[rR][eE][pP][lL][iI][eE][sS]|[rR][eE][sS][pP][oO][nN][sS][eE][sS]?|[dD][iI][sS][cC][uU][sS][sS][iI][oO][nN]):?|(?:[bB][aA][cC][kK] [tT][oO]|[tT][oO] [tT][hH][eE]) [tT][oO][pP]|[aA][dD][vV][eE][rR][tT].{0,40}|(?:[iI][nN][iI][cC][iI][oO]|[mM][eE][nN][úÚ]|[mM][eE][nN][uU]|[bB][uU][sS][cC][aA][rR]|[bB][úÚ][sS][qQ][uU][eE][dD][aA]|[cC][oO][nN][tT][aA][cC][tT][oO]|[aA][cC][eE][rR][cC][aA] [dD][eE]|[aA][rR][cC][hH][iI][vV][oO][sS]?|[cC][aA][tT][eE][gG][oO][rR][íÍ][aA][sS]|[eE][tT][iI][qQ][uU][eE][tT][aA][sS]|[cC][oO][mM][pP][aA][rR][tT][iI][rR]|[iI][mM][pP][rR][iI][mM][iI][rR]|[aA][nN][tT][eE][rR][iI][oO][rR]|[sS][iI][gG][uU][iI][eE][nN][tT][eE]|[cC][oO][mM][eE][nN][tT][aA][rR][iI][oO][sS]|[nN][oO][tT][iI][cC][iI][aA][sS]|[rR][eE][sS][eE][ñÑ][aA][sS])|(?:[iI][nN][íÍ][cC][iI][oO]|[iI][nN][iI][cC][iI][oO]|[pP][eE][sS][qQ][uU][iI][sS][aA][rR]|[bB][uU][sS][cC][aA]|[cC][oO][nN][tT][aA][tT][oO]|[cC][oO][nN][tT][aA][cC][tT][oO]|[sS][oO][bB][rR][eE]|[aA][rR][qQ][uU][iI][vV][oO][sS]?|[cC][aA][tT][eE][gG][oO][rR][iI][aA][sS]|[cC][oO][mM][pP][aA][rR][tT][iI][lL][hH][aA][rR]|[pP][aA][rR][tT][iI][lL][hH][aA][rR]|[pP][rR][óÓ][xX][iI][mM][oO]|[cC][oO][mM][eE][nN][tT][áÁ][rR][iI][oO][sS]|[nN][oO][tT][íÍ][cC][iI][aA][sS]|[rR][eE][sS][eE][nN][hH][aA][sS])|(?:[aA][cC][cC][uU][eE][iI][lL]|[rR][eE][cC][hH][eE][rR][cC][hH][eE]|[rR][eE][cC][hH][eE][rR][cC][hH][eE][rR]|[cC][oO][nN][tT][aA][cC][tT]|[àÀ] [pP][rR][oO][pP][oO][sS]|[aA][rR][cC][hH][iI][vV][eE][sS]|[cC][aA][tT][éÉ][gG][oO][rR][iI][eE][sS]|[éÉ][tT][iI][qQ][uU][eE][tT][tT][eE][sS]|[pP][aA][rR][tT][aA][gG][eE][rR]|[iI][mM][pP][rR][iI][mM][eE][rR]|[pP][rR][éÉ][cC][éÉ][dD][eE][nN][tT]|[sS][uU][iI][vV][aA][nN][tT]|[cC][oO][mM][mM][eE][nN][tT][aA][iI][rR][eE][sS]|[aA][cC][tT][uU][aA][lL][iI][tT][éÉ][sS]|[cC][rR][iI][tT][iI][qQ][uU][eE][sS])|(?:[sS][tT][aA][rR][tT][sS][eE][iI][tT][eE]|[mM][eE][nN][üÜ]|[sS][uU][cC][hH][eE]|[sS][uU][cC][hH][eE][nN]|[kK][oO][nN][tT][aA][kK][tT]|[üÜ][bB][eE][rR] [uU][nN][sS]|[üÜ][bB][eE][rR] [mM][iI][cC][hH]|[aA][rR][cC][hH][iI][vV]|[kK][aA][tT][eE][gG][oO][rR][iI][eE][nN]|[sS][cC][hH][lL][aA][gG][wW][öÖ][rR][tT][eE][rR]|[tT][eE][iI][lL][eE][nN]|[dD][rR][uU][cC][kK][eE][nN]|[zZ][uU][rR][üÜ][cC][kK]|[wW][eE][iI][tT][eE][rR]|[kK][oO][mM][mM][eE][nN][tT][aA][rR][eE]|[nN][aA][cC][hH] [oO][bB][eE][nN]|[iI][mM][pP][rR][eE][sS][sS][uU][mM]|[kK][rR][iI][tT][iI][kK][eE][nN])|(?:[cC][eE][rR][cC][aA]|[cC][oO][nN][tT][aA][tT][tT][iI]|[cC][hH][iI] [sS][iI][aA][mM][oO]|[aA][rR][cC][hH][iI][vV][iI][oO]|[aA][rR][cC][hH][iI][vV][iI]|[cC][aA][tT][eE][gG][oO][rR][iI][eE]|[eE][tT][iI][cC][hH][eE][tT][tT][eE]|[cC][oO][nN][dD][iI][vV][iI][dD][iI]|[sS][tT][aA][mM][pP][aA]|[pP][rR][eE][cC][eE][dD][eE][nN][tT][eE]|[sS][uU][cC][cC][eE][sS][sS][iI][vV][oO]|[cC][oO][mM][mM][eE][nN][tT][iI]|[nN][oO][tT][iI][zZ][iI][eE]|[rR][eE][cC][eE][nN][sS][iI][oO][nN][iI])|(?:[hH][oO][mM][eE]|[mM][eE][nN][uU]|[zZ][oO][eE][kK][eE][nN]|[zZ][oO][eE][kK]|[cC][oO][nN][tT][aA][cC][tT]|[oO][vV][eE][rR] (?:[mM][iI][jJ]|[oO][nN][sS]|[dD][eE] [aA][uU][tT][eE][uU][rR]|[dD][iI][tT] [bB][lL][oO][gG])|[aA][rR][cC][hH][iI][eE][fF]|[aA][rR][cC][hH][iI][eE][vV][eE][nN]|[cC][aA][tT][eE][gG][oO][rR][iI][eE][ëË][nN]|[cC][aA][tT][eE][gG][oO][rR][iI][eE]|[lL][aA][bB][eE][lL][sS]|[dD][eE][lL][eE][nN]|[aA][fF][dD][rR][uU][kK][kK][eE][nN]|[vV][oO][rR][iI][gG][eE]|[vV][oO][lL][gG][eE][nN][dD][eE]|[rR][eE][aA][cC][tT][iI][eE][sS]|[tT][eE][rR][uU][gG] [nN][aA][aA][rR] [bB][oO][vV][eE][nN]|[rR][eE][cC][eE][nN][sS][iI][eE][sS]|[nN][iI][eE][uU][wW][sS])|(?:ホーム|メニュー|検索|お問い合わせ|アーカイブ|カテゴリー?|タグ|シェア|コメント|このサイトについて|トップへ戻る)|(?:홈|메뉴|검색|소개|문의|연락처|보관함|카테고리|태그|댓글|이전|다음|맨 위로)|(?:首页|首頁|菜单|菜單|搜索|搜尋|关于|關於|联系我们|聯絡我們|归档|歸檔|分类|分類|标签|標籤|分享|评论|評論|留言|返回顶部|回到頂端)|(?:الرئيسية|القائمة|بحث|البحث|اتصل بنا|من نحن|الأرشيف|التصنيفات|الوسوم|مشاركة|التعليقات|السابق|التالي)))\s*$)`, "u"),
  "guide": new RegExp(String.raw`^(?:${guide}(?:(?:${separated}|(?<=[:：])\s*|\s*(?=[★⭐☆]))${score})?\s*$)`, "u"),
  "guide cut": new RegExp(String.raw`^(?:${guide}\s*[|｜]?\s*(?:${entry}|${dashed}))`, "u"),
  "season cut": new RegExp(String.raw`^(?:${season}\s*[:：]\s*(?:${entry}|${dashed}))`, "u"),
  "links cut": new RegExp(String.raw`^(?:${season}${season_pipe}(?:${entry}|${dashed}))`, "u"),
  "links": new RegExp(String.raw`^(?:(?=.*[|｜])${season}(?:${season_pipe}${season})*\s*[|｜]?\s*$)`, "u"),
  "season line": new RegExp(String.raw`^(?:${season}\s*(?:[:：|｜=＝★⭐☆]|[\-–—－]\s|$))`, "u"),
  "guide line": new RegExp(String.raw`^(?:${guide}\s*(?:[|｜=＝★⭐☆]|[\-–—－]\s|$))`, "u"),
  "entry line": new RegExp(String.raw`^(?:(?:${bullet})?(?:(?:${label}(?:${label_end}|\s)|${code}\s).*(?:[\p{Nd}¼½¾]\s*[/⁄／]\s*\p{Nd}|\p{Nd}\s?[%％]|[★⭐☆½]|\p{Nd}\s+(?:(?![\p{Nd}])[\p{L}\p{N}_])+(?:\s+(?:(?![\p{Nd}])[\p{L}\p{N}_])+)?\s+\p{Nd}|[\-–—－|｜:：=＝]\s*[A-FＡ-Ｆ](?!(?:(?![_])[\p{L}\p{N}_])))[\p{Nd}\s+−－%％/★⭐☆½)）\-]*(?:(?:[(（,，–—－].*|[.。]))?\s*$|[“"「『«].*(?:[\p{Nd}¼½¾]\s*[/⁄／]\s*\p{Nd}|\p{Nd}\s?[%％]|[★⭐☆½]|\p{Nd}\s+(?:(?![\p{Nd}])[\p{L}\p{N}_])+(?:\s+(?:(?![\p{Nd}])[\p{L}\p{N}_])+)?\s+\p{Nd}|[\-–—－|｜:：=＝]\s*[A-FＡ-Ｆ](?!(?:(?![_])[\p{L}\p{N}_])))[\p{Nd}\s+−－%％/★⭐☆½)）\-]*(?:(?:[(（,，–—－].*|[.。]))?\s*$|.*[\-–—－]\s*[|｜]))`, "u"),
  "season": new RegExp(String.raw`^(?:${season}(?:${scored}|\s*[:：]?)\s*$)`, "u"),
  "plain season": new RegExp(String.raw`^(?:${season}\s*$)`, "u"),
  "lone season": new RegExp(String.raw`^(?:${season}\s*[:：]?\s*$)`, "u"),
  "scored season": new RegExp(String.raw`^(?:${season}${scored}\s*$)`, "u"),
  "entry": new RegExp(String.raw`^(?:${entry})`, "u"),
  "dashed": new RegExp(String.raw`^(?:${dashed})`, "u"),
  "labelled": new RegExp(String.raw`^(?:(?:${bullet})?${label}(?:${label_end}\s*\S.*|\s*$))`, "u"),
  "numeral": new RegExp(String.raw`^(?:\p{Nd}{1,4}[.)．）](?=\s).)`, "u"),
  "piped": new RegExp(String.raw`^(?:(?=.*[|｜])(?:.*[\-–—－]\s*[|｜]|.*[|｜]\s*$))`, "u"),
  "scored": new RegExp(String.raw`^(?:(?=.*[\-–—－|｜:：=＝★⭐☆])(?:${bullet})?.*?${dense})`, "u"),
  "verdict": new RegExp(String.raw`^(?:(?:${bullet})?(?:${verdict}(?:${separated}|\s+(?![A-FＡ-Ｆ]))|(?![A-FＡ-Ｆ])(?=[^(（,，]*$))${score}(?:(?:\s*[(（\[［].*[)）\]］]\.?|\s*[,，、].*|\s+[\-–—－]\s.*|[.。]))?\s*$)`, "u"),
  "worded verdict": new RegExp(String.raw`^(?:(?!.*\p{Nd})(?:${bullet})?${noun}(?:\s*[:：|｜=＝]\s*\S|\s+[\-–—－]\s+\S+(?:\s+\S+){0,2}\s*$))`, "u"),
  "verdict line": new RegExp(String.raw`^(?:(?:${bullet})?(?:${verdict}(?:\s*[:：|｜=＝★⭐☆]|\s+[\-–—－\p{Nd}])|[\p{Nd}★⭐☆½][^\s]*(?:[\p{Nd}¼½¾]\s*[/⁄／]\s*\p{Nd}|\p{Nd}\s?[%％]|[★⭐☆½]|\p{Nd}\s+(?:(?![\p{Nd}])[\p{L}\p{N}_])+(?:\s+(?:(?![\p{Nd}])[\p{L}\p{N}_])+)?\s+\p{Nd}|[\-–—－|｜:：=＝]\s*[A-FＡ-Ｆ](?!(?:(?![_])[\p{L}\p{N}_])))[\p{Nd}\s+−－%％/★⭐☆½)）\-]*(?:(?:[(（,，–—－].*|[.。]))?\s*$))`, "u"),
  "score line": new RegExp(String.raw`^(?:.*(?:[\p{Nd}¼½¾]\s*[/⁄／]\s*\p{Nd}|\p{Nd}\s?[%％]|[★⭐☆½]|\p{Nd}\s+(?:(?![\p{Nd}])[\p{L}\p{N}_])+(?:\s+(?:(?![\p{Nd}])[\p{L}\p{N}_])+)?\s+\p{Nd}|[\-–—－|｜:：=＝]\s*[A-FＡ-Ｆ](?!(?:(?![_])[\p{L}\p{N}_])))[\p{Nd}\s+−－%％/★⭐☆½)）\-]*(?:(?:[(（,，–—－].*|[.。]))?\s*$)`, "u"),
  "rating": new RegExp(String.raw`^(?:(?=.*[\-–—－|｜:：=＝★⭐☆])(?:${bullet})?(?!${bullet})(?!(?:[#＃>＞%％\\!~(（]|[\-–—－]+\s|\p{Nd}{1,3}[.)．）]\s*\\))(?:[\[［].{0,120}?[\]］]|(?:[^\s|｜]+\s+){0,4}?[^\s|｜]+?)(?<![.!?。！？…])${scored}(?:(?:\s*[(（\[［].*[)）\]］]\.?|\s*[,，、].*|\s+[\-–—－]\s.*|[.。]))?\s*$)`, "u"),
  "spaced rating": new RegExp(String.raw`^(?:(?=.*[/⁄／%％★⭐☆])(?:${bullet})?(?!${bullet})(?!(?:[#＃>＞%％\\!~(（\[［]|[\-–—－]+\s|\S+\s+\\))[^\s|｜]+(?:\s+[^\s|｜]+)?\s+(?:\p{Nd}{1,4}(?:(?:[.,]\p{Nd}+|\s[13]\/[24]|[¼½¾]))?\s*[/⁄／]\s*(?:5|10|20|100)(?!\p{Nd})|\p{Nd}+(?:[.,]\p{Nd}+)?\s?[%％]|[★⭐☆]+)(?:(?:\s*[(（\[［].*[)）\]］]\.?|\s*[,，、].*|\s+[\-–—－]\s.*|[.。]))?\s*$)`, "u"),
  "bare rating": new RegExp(String.raw`^(?:(?=.*[\-–—－|｜:：=＝★⭐☆])(?!${bullet})(?!(?:[#＃>＞%％\\!~(（]|[\-–—－]+\s|\p{Nd}{1,3}[.)．）]\s*\\))(?:[\[［].{0,120}?[\]］]|(?:[^\s|｜]+\s+){0,4}?[^\s|｜]+?)(?<![.!?。！？…])${scored}\s*$)`, "u"),
  "bare spaced rating": new RegExp(String.raw`^(?:(?=.*[/⁄／%％★⭐☆])(?!${bullet})(?!(?:[#＃>＞%％\\!~(（\[［]|[\-–—－]+\s|\S+\s+\\))[^\s|｜]+(?:\s+[^\s|｜]+)?\s+(?:\p{Nd}{1,4}(?:(?:[.,]\p{Nd}+|\s[13]\/[24]|[¼½¾]))?\s*[/⁄／]\s*(?:5|10|20|100)(?!\p{Nd})|\p{Nd}+(?:[.,]\p{Nd}+)?\s?[%％]|[★⭐☆]+)\s*$)`, "u"),
  "known field": new RegExp(String.raw`^(?:(?:(?:(?:[dD][iI][rR][eE][cC][cC][iI][oO][nN][eE][sS] [aA][nN][tT][eE][rR][iI][oO][rR][eE][sS]|[dD][aA][tT][aA] [dD][iI] [pP][uU][bB][bB][lL][iI][cC][aA][zZ][iI][oO][nN][eE]|[fF][eE][cC][hH][aA] [dD][eE] [pP][uU][bB][lL][iI][cC][aA][cC][iI][óÓ][nN]|[tT][eE][xX][tT][eE] [dD][eE] [cC][oO][uU][vV][eE][rR][tT][uU][rR][eE]|[dD][aA][tT][eE] [dD][eE] [pP][uU][bB][lL][iI][cC][aA][tT][iI][oO][nN]|[iI][nN][dD][iI][rR][iI][zZ][zZ][iI] [pP][rR][eE][cC][eE][dD][eE][nN][tT][iI]|[eE][nN][dD][eE][rR][eE][çÇ][oO][sS] [aA][nN][tT][eE][rR][iI][oO][rR][eE][sS]|[tT][eE][sS][tT][oO] [dD][iI] [cC][oO][pP][eE][rR][tT][iI][nN][aA]|[dD][aA][tT][aA] [dD][eE] [pP][uU][bB][lL][iI][cC][aA][çÇ][ãÃ][oO]|[kK][aA][nN][oO][nN][iI][sS][cC][hH][eE] [aA][dD][rR][eE][sS][sS][eE]|[aA][nN][cC][iI][eE][nN][nN][eE][sS] [aA][dD][rR][eE][sS][sS][eE][sS]|[vV][eE][rR][öÖ][fF][fF][eE][nN][tT][lL][iI][cC][hH][tT] [aA][mM]|[eE][nN][lL][aA][cC][eE] [pP][eE][rR][mM][aA][nN][eE][nN][tT][eE]|[tT][eE][xX][tT][oO] [dD][eE] [pP][oO][rR][tT][aA][dD][aA]|العناوين السابقة|[fF][rR][üÜ][hH][eE][rR][eE] [aA][dD][rR][eE][sS][sS][eE][nN]|[eE][eE][rR][dD][eE][rR][eE] [aA][dD][rR][eE][sS][sS][eE][nN]|[gG][eE][sS][cC][hH][rR][iI][eE][bB][eE][nN] [vV][oO][nN]|[aA][kK][tT][uU][aA][lL][iI][sS][iI][eE][rR][tT] [aA][mM]|[mM][iI][sS] [àÀ] [jJ][oO][uU][rR] [lL][eE]|[lL][iI][nN][kK] [pP][eE][rR][mM][aA][nN][eE][nN][tT][eE]|[gG][eE][sS][cC][hH][rR][eE][vV][eE][nN] [dD][oO][oO][rR]|[gG][eE][pP][uU][bB][lL][iI][cC][eE][eE][rR][dD] [oO][pP]|العنوان الفرعي|[vV][eE][rR][oO][eE][fF][fF][eE][nN][tT][lL][iI][cC][hH][tT]|[aA][cC][tT][uU][aA][lL][iI][zZ][aA][dD][oO] [eE][lL]|[lL][iI][eE][nN] [pP][eE][rR][mM][aA][nN][eE][nN][tT]|[tT][iI][pP][oO] [dD][iI] [oO][pP][eE][rR][aA]|[tT][eE][xX][tT][oO] [dD][aA] [cC][aA][pP][aA]|[rR][eE][dD][iI][rR][eE][cC][tT] [fF][rR][oO][mM]|الرابط الدائم|تاريخ التحديث|[vV][eE][rR][öÖ][fF][fF][eE][nN][tT][lL][iI][cC][hH][tT]|[tT][iI][pP][oO] [dD][eE] [oO][bB][rR][aA]|[pP][uU][bB][bB][lL][iI][cC][aA][tT][oO] [iI][lL]|[aA][gG][gG][iI][oO][rR][nN][aA][tT][oO] [iI][lL]|[bB][iI][jJ][gG][eE][wW][eE][rR][kK][tT] [oO][pP]|[aA][tT][uU][aA][lL][iI][zZ][aA][dD][oO] [eE][mM]|[lL][aA][sS][tT] [uU][pP][dD][aA][tT][eE][dD]|[vV][eE][rR][fF][aA][sS][sS][tT] [vV][oO][nN]|[tT][iI][tT][eE][lL][bB][iI][lL][dD][tT][eE][xX][tT]|[pP][uU][bB][lL][iI][cC][aA][dD][oO] [eE][lL]|[dD][iI][vV][uU][lL][gG][âÂ][cC][hH][eE][uU][rR][sS]|[mM][iI][sS][eE] [àÀ] [jJ][oO][uU][rR]|[gG][eE][pP][lL][aA][aA][tT][sS][tT] [oO][pP]|[pP][uU][bB][lL][iI][cC][aA][dD][oO] [eE][mM]|تاريخ النشر|حرق الأحداث|حرق الاحداث|[sS][cC][hH][lL][aA][gG][wW][öÖ][rR][tT][eE][rR]|[aA][kK][tT][uU][aA][lL][iI][sS][iI][eE][rR][tT]|[eE][sS][cC][rR][iI][tT][oO] [pP][oO][rR]|[mM][iI][sS] [àÀ] [jJ][oO][uU][rR]|[gG][eE][pP][uU][bB][lL][iI][cC][eE][eE][rR][dD]|[wW][rR][iI][tT][tT][eE][nN] [bB][yY]|[cC][oO][vV][eE][rR] [tT][eE][xX][tT]|[sS][cC][hH][lL][aA][gG][wW][oO][rR][tT][eE]|[aA][cC][tT][uU][aA][lL][iI][zZ][aA][dD][oO]|[aA][cC][tT][uU][aA][lL][iI][zZ][aA][dD][aA]|[rR][éÉ][dD][iI][gG][éÉ] [pP][aA][rR]|[pP][uU][bB][lL][iI][éÉ][eE] [lL][eE]|[sS][cC][rR][iI][tT][tT][oO] [dD][aA]|[pP][iI][aA][tT][tT][aA][fF][oO][rR][mM][aA]|[sS][oO][tT][tT][oO][tT][iI][tT][oO][lL][oO]|[oO][mM][sS][lL][aA][gG][tT][eE][kK][sS][tT]|[sS][oO][oO][rR][tT] [wW][eE][rR][kK]|[tT][rR][eE][fF][wW][oO][oO][rR][dD][eE][nN]|[cC][oO][vV][eE][rR] [aA][lL][tT]|نص الغلاف|نوع العمل|[uU][nN][tT][eE][rR][zZ][eE][iI][lL][eE]|[pP][lL][aA][tT][aA][fF][oO][rR][mM][aA]|[éÉ][cC][rR][iI][tT] [pP][aA][rR]|[eE][cC][rR][iI][tT] [pP][aA][rR]|[cC][oO][uU][vV][eE][rR][tT][uU][rR][eE]|[pP][lL][aA][tT][eE][fF][oO][rR][mM][eE]|[pP][uU][bB][lL][iI][éÉ] [lL][eE]|[pP][uU][bB][lL][iI][eE] [lL][eE]|[éÉ][tT][iI][qQ][uU][eE][tT][tT][eE][sS]|[eE][tT][iI][qQ][uU][eE][tT][tT][eE][sS]|[mM][oO][tT][sS]-[cC][lL][éÉ][sS]|[pP][uU][bB][bB][lL][iI][cC][aA][tT][oO]|[pP][uU][bB][bB][lL][iI][cC][aA][tT][aA]|[aA][gG][gG][iI][oO][rR][nN][aA][tT][oO]|[aA][gG][gG][iI][oO][rR][nN][aA][tT][aA]|[oO][nN][dD][eE][rR][tT][iI][tT][eE][lL]|[bB][iI][jJ][gG][eE][wW][eE][rR][kK][tT]|[mM][aA][rR][cC][aA][dD][oO][rR][eE][sS]|[aA][tT][uU][aA][lL][iI][zZ][aA][dD][oO]|[aA][tT][uU][aA][lL][iI][zZ][aA][dD][aA]|[cC][aA][nN][oO][nN][iI][cC][aA][lL]|[pP][eE][rR][mM][aA][lL][iI][nN][kK]|[pP][uU][bB][lL][iI][sS][hH][eE][dD]|[tT][eE][xX][tT] [vV][oO][nN]|[tT][iI][tT][eE][lL][bB][iI][lL][dD]|[cC][oO][vV][eE][rR][tT][eE][xX][tT]|[pP][lL][aA][tT][tT][fF][oO][rR][mM]|[pP][uU][bB][lL][iI][cC][aA][dD][oO]|[pP][uU][bB][lL][iI][cC][aA][dD][aA]|[tT][eE][mM][pP][oO][rR][aA][dD][aA]|[dD][eE][sS][tT][rR][iI][pP][eE][sS]|[sS][uU][bB][tT][íÍ][tT][uU][lL][oO]|[sS][uU][bB][tT][iI][tT][uU][lL][oO]|[eE][tT][iI][qQ][uU][eE][tT][aA][sS]|[pP][eE][rR][mM][aA][lL][iI][eE][nN]|[cC][aA][tT][éÉ][gG][oO][rR][iI][eE]|[cC][aA][tT][eE][gG][oO][rR][iI][eE]|[dD][iI][fF][fF][uU][sS][eE][uU][rR]|[cC][oO][pP][eE][rR][tT][iI][nN][aA]|[eE][mM][iI][tT][tT][eE][nN][tT][eE]|[eE][tT][iI][cC][hH][eE][tT][tT][eE]|[sS][cC][hH][rR][iI][jJ][vV][eE][rR]|[rR][eE][cC][eE][nN][sS][eE][nN][tT]|[tT][eE][xX][tT][oO] [dD][eE]|[lL][aA][nN][gG][uU][aA][gG][eE]|[sS][pP][oO][iI][lL][eE][rR][sS]|[wW][iI][kK][iI][dD][aA][tT][aA]|نُشر في|[lL][iI][cC][eE][nN][cC][iI][aA]|[eE][tT][iI][qQ][uU][eE][tT][aA]|[aA][cC][cC][rR][oO][cC][hH][eE]|[sS][tT][aA][gG][iI][oO][nN][eE]|カバー画像の説明|[lL][iI][cC][eE][nN][tT][iI][eE]|[pP][lL][aA][tT][fF][oO][rR][mM]|[eE][mM][iI][sS][sS][oO][rR][aA]|[sS][iI][tT][uU][aA][çÇ][ãÃ][oO]|[aA][lL][iI][aA][sS][eE][sS]|[aA][nN][iI][lL][iI][sS][tT]|[lL][iI][cC][eE][nN][cC][eE]|[lL][iI][cC][eE][nN][sS][eE]|[nN][eE][tT][wW][oO][rR][kK]|[tT][aA][gG][lL][iI][nN][eE]|[uU][pP][dD][aA][tT][eE][dD]|الكاتبة|التصنيف|الترخيص|نشر في|[aA][uU][tT][oO][rR][iI][nN]|[wW][eE][rR][kK][aA][rR][tT]|[sS][pP][rR][aA][cC][hH][eE]|[sS][tT][aA][fF][fF][eE][lL]|[sS][pP][oO][iI][lL][eE][rR]|[pP][oO][rR][tT][aA][dD][aA]|[gG][éÉ][nN][eE][rR][oO][sS]|[gG][eE][nN][eE][rR][oO][sS]|[aA][uU][tT][rR][iI][cC][eE]|[aA][uU][tT][eE][uU][rR][eE]|[lL][iI][cC][eE][nN][zZ][aA]|キャッチコピー|최종 수정일|[sS][eE][iI][zZ][oO][eE][nN]|[gG][êÊ][nN][eE][rR][oO][sS]|[lL][iI][cC][eE][nN][çÇ][aA]|[lL][iI][cC][eE][nN][cC][aA]|[aA][uU][tT][hH][oO][rR]|[gG][eE][nN][rR][eE][sS]|[sS][eE][aA][sS][oO][nN]|[sS][tT][aA][tT][uU][sS]|الكاتب|الغلاف|الرخصة|القناة|القناه|الشبكة|المنصة|الموسم|الحالة|الحاله|الشعار|الوسوم|[lL][iI][zZ][eE][nN][zZ]|[sS][eE][nN][dD][eE][rR]|[sS][lL][oO][gG][aA][nN]|[aA][uU][tT][oO][rR][aA]|[gG][éÉ][nN][eE][rR][oO]|[gG][eE][nN][eE][rR][oO]|[iI][dD][iI][oO][mM][aA]|[lL][eE][nN][gG][uU][aA]|[cC][aA][dD][eE][nN][aA]|[eE][sS][tT][aA][dD][oO]|[aA][uU][tT][eE][uU][rR]|[lL][aA][nN][gG][uU][eE]|[cC][hH][aA][îÎ][nN][eE]|[cC][hH][aA][iI][nN][eE]|[pP][uU][bB][lL][iI][éÉ]|[sS][aA][iI][sS][oO][nN]|[sS][tT][aA][tT][uU][tT]|[oO][eE][uU][vV][rR][eE]|[aA][uU][tT][oO][rR][eE]|[gG][eE][nN][eE][rR][eE]|[gG][eE][nN][eE][rR][iI]|[lL][iI][nN][gG][uU][aA]|[cC][aA][nN][aA][lL][eE]|パーマリンク|이전 주소|고유 주소|표지 설명|[oO][mM][sS][lL][aA][gG]|[zZ][eE][nN][dD][eE][rR]|[gG][êÊ][nN][eE][rR][oO]|[lL][íÍ][nN][gG][uU][aA]|[cC][oO][vV][eE][rR]|[gG][eE][nN][rR][eE]|كتبته|النوع|اللغة|اللغه|العمل|[aA][uU][tT][oO][rR]|[cC][aA][nN][aA][lL]|[œŒ][uU][vV][rR][eE]|[sS][tT][aA][tT][oO]|[oO][pP][eE][rR][aA]|旧アドレス|カバー画像|表紙の説明|ライセンス|ステータス|最終更新日|[iI][mM][dD][bB]|[kK][iI][nN][dD]|[tT][aA][gG][sS]|[tT][mM][dD][bB]|[wW][oO][rR][kK]|بقلم|كتبه|وسوم|[wW][eE][rR][kK]|[lL][eE][mM][aA]|[oO][bB][rR][aA]|[rR][eE][tT][eE]|ジャンル|作品種別|シーズン|ネタバレ|라이선스|스포일러|태그라인|[tT][aA][aA][lL]|[cC][aA][pP][aA]|固定链接|固定連結|永久链接|永久連結|封面说明|封面說明|作品类型|作品類型|许可协议|許可協議|授权协议|授權協議|播出平台|发布日期|發布日期|发表日期|發表日期|发布时间|發布時間|更新日期|更新时间|更新時間|[tT][aA][gG]|حرق|執筆者|カバー|放送局|配信元|公開日|投稿日|掲載日|更新日|作品名|작성자|글쓴이|방송사|방송국|플랫폼|작성일|게시일|등록일|수정일|작품명|旧地址|舊網址|电视台|電視台|电视网|電視網|副标题|副標題|著者|筆者|執筆|表紙|種別|言語|配信|状態|副題|タグ|作品|저자|표지|장르|종류|언어|시즌|스포|상태|부제|태그|작품|作者|撰文|封面|类型|類型|题材|題材|语言|語言|平台|季数|季數|剧透|劇透|状态|狀態|标语|標語|标签|標籤|片名|剧名|劇名|文|季))\s*[:：]|(?:(?![\p{Nd}_])[\p{L}\p{N}_])[^\s:：]*(?:[  ][^\s:：]+){0,2}\s*[:：]\s*\\))`, "u"),
  "field": new RegExp(String.raw`^(?:${field})`, "u"),
  "open field": new RegExp(String.raw`^(?:${field}[^.!?…‥:;,。．｡！？：；，、･؟؛،۔।॥·"'”’»)\]}›」』）］】》〉*＊|｜\s]["'”’»)\]}›」』）］】》〉*＊|｜]*\s*$)`, "u"),
  "unscaled field": new RegExp(String.raw`^(?:(?:(?![\p{Nd}_])[\p{L}\p{N}_])[^\s:：]*(?:[  ][^\s:：]+){0,2}\s*[:：]\s*\p{Nd}+\s*[/／]\s*(?!(?:5|10|20|100)\s*$)\p{Nd}+\s*$)`, "u"),
  "bare key": new RegExp(String.raw`^(?:[^:：]+[:：]\s*$)`, "u"),
  "bulleted": new RegExp(String.raw`^(?:${bullet})`, "u"),
  "item": new RegExp(String.raw`^(?:(?:${bullet}|\p{Nd}{1,3}[.)．）]\s+(?=\S)))`, "u"),
  "bare title": new RegExp(String.raw`^(?:(?![#＃>＞%％\\!~])(?=.{1,60}\s*$).*[^.!?…‥:;,。．｡！？：；，、･؟؛،۔।॥·"'”’»)\]}›」』）］】》〉*＊|｜\s]["'”’»)\]}›」』）］】》〉*＊|｜]*\s*$)`, "u"),
  "short": new RegExp(String.raw`^(?:(?=.{1,60}\s*$).*[^.!?…‥:;,。．｡！？：；，、･؟؛،۔।॥·"'”’»)\]}›」』）］】》〉*＊|｜\s]["'”’»)\]}›」』）］】》〉*＊|｜]*\s*$)`, "u"),
  "brief": new RegExp(String.raw`^(?:(?=.{1,45}\s*$).*[^.!?…‥:;,。．｡！？：；，、･؟؛،۔।॥·"'”’»)\]}›」』）］】》〉*＊|｜\s]["'”’»)\]}›」』）］】》〉*＊|｜]*\s*$)`, "u"),
  "colon": new RegExp(String.raw`^(?:(?=.{1,60}\s*$).*[:：]\s*$)`, "u"),
  "any": new RegExp(String.raw`^(?:\S)`, "u"),
  "named title": new RegExp(String.raw`^(?:(.*?(?<!(?:(?![_])[\p{L}\p{N}_]))(?:(?=[aAbBcCfFgGkKrRsStTرمنアドレ书剧劇影感批書测測点觀观評评點감리비평후])(?:[Bb](?:[uU][cC][hH][bB][eE][sS][pP][rR][eE][cC][hH][uU][nN][gG]|[oO][eE][kK][bB][eE][sS][pP][rR][eE][kK][iI][nN][gG]|[uU][cC][hH][rR][eE][zZ][eE][nN][sS][iI][oO][nN]|[oO][eE][kK][rR][eE][cC][eE][nN][sS][iI][eE]|[eE][sS][pP][rR][eE][cC][hH][uU][nN][gG]|[eE][sS][pP][rR][eE][kK][iI][nN][gG]|[uU][cC][hH][kK][rR][iI][tT][iI][kK])(?!(?:(?![_])[\p{L}\p{N}_]))|[Ff][iI][lL][mM](?:[bB][eE][sS][pP][rR][eE][cC][hH][uU][nN][gG]|[bB][eE][sS][pP][rR][eE][kK][iI][nN][gG]|[rR][eE][zZ][eE][nN][sS][iI][oO][nN]|[rR][eE][cC][eE][nN][sS][iI][eE]|[kK][rR][iI][tT][iI][kK])(?!(?:(?![_])[\p{L}\p{N}_]))|[Ss](?:[eE][rR][iI][eE][nN][rR][eE][zZ][eE][nN][sS][iI][oO][nN]|[eE][rR][iI][eE][rR][eE][cC][eE][nN][sS][iI][eE]|[eE][rR][iI][eE][nN][kK][rR][iI][tT][iI][kK]|[pP][iI][eE][lL][eE][kK][rR][iI][tT][iI][kK])(?!(?:(?![_])[\p{L}\p{N}_]))|[Aa](?:[lL][bB][uU][mM][rR][eE][cC][eE][nN][sS][iI][eE]|[lL][bB][uU][mM][kK][rR][iI][tT][iI][kK]|[nN][aA][lL][iI][sS][iI][sS]|[nN][áÁ][lL][iI][sS][iI][sS]|[nN][aA][lL][iI][sS][eE]|[nN][aA][lL][iI][sS][iI]|[nN][áÁ][lL][iI][sS][eE]|[vV][iI][sS])(?!(?:(?![_])[\p{L}\p{N}_]))|[Gg][aA][mM][eE][rR][eE][cC][eE][nN][sS][iI][eE](?!(?:(?![_])[\p{L}\p{N}_]))|[Tt](?:[vV]-[rR][eE][cC][eE][nN][sS][iI][eE]|[Vv]-[Kk][rR][iI][tT][iI][kK])(?!(?:(?![_])[\p{L}\p{N}_]))|[Rr][eE](?:[cC][eE][nN][sS][iI][oO][nN][eE]|[zZ][eE][nN][sS][iI][oO][nN]|[cC][eE][nN][sS][iI][eE]|[cC][eE][nN][sS][ãÃ][oO]|[sS][eE][nN][hH][aA]|[sS][eE][nN][aA]|[sS][eE][ñÑ][aA]|[vV][iI][eE][wW])(?!(?:(?![_])[\p{L}\p{N}_]))|[Cc](?:[hH][rR][oO][nN][iI][qQ][uU][eE]|[rR][iI][tT][iI][qQ][uU][eE]|[rR][iI][tT][iI][cC][aA]|[rR][íÍ][tT][iI][cC][aA])(?!(?:(?![_])[\p{L}\p{N}_]))|アニメ(?:レビュー|感想)|ドラマ(?:レビュー|感想)|レビュー(?:・感想|)|感想(?:・レビュー|・評価|)|[Kk][rR][iI][tT][iI][kK](?!(?:(?![_])[\p{L}\p{N}_]))|مراجع[ةه](?!(?:(?![_])[\p{L}\p{N}_]))|ريفيو(?!(?:(?![_])[\p{L}\p{N}_]))|評(?:価・感想|測|論)|نقد(?!(?:(?![_])[\p{L}\p{N}_]))|觀後感|观后感|감상(?:문|평|)|书评|剧评|劇評|影[評评]|批評|書評|测评|測評|点评|评[测论]|點評|리뷰|비평|평론|후기))(?=(?:\s*(?:$|[:：|｜(（\[［【]|[\-–—－]\s|$)|\s+[\-–—－])))\s*(?:[:：|｜]|[\-–—－]\s).*$)`, "u"),
};

// The rules of each state: a pattern, the token, whether it holds below a blank line
// alone (true), not there (false), or everywhere (null), and what the lines below must hold.
const STATES = {
  "head": [
    ["comment", terms.Comment, null, null],
    ["signed", terms.Boilerplate, null, null],
    ["comments", terms.CommentsComments, null, null],
    ["anywhere", terms.Boilerplate, null, null],
    ["counts", terms.Boilerplate, null, null],
    ["top", terms.Boilerplate, null, null],
    ["guide", terms.GuideOpening, null, null],
    ["season", terms.SeasonBody, null, null],
    ["verdict", terms.VerdictClosing, null, null],
    ["entry", terms.EntryGuide, null, null],
    ["dashed", terms.EntryGuide, null, null],
    ["any", terms.TitleFields, null, null],
  ],
  "fields": [
    ["comment", terms.Comment, null, null],
    ["escaped", terms.Escaped, null, null],
    ["signed", terms.Boilerplate, null, null],
    ["heading", terms.HeadingBody, null, null],
    ["numbered", terms.HeadingBody, null, null],
    ["quote", terms.QuoteBody, null, null],
    ["figure", terms.FigureBody, null, null],
    ["comments", terms.CommentsComments, null, null],
    ["anywhere", terms.Boilerplate, null, null],
    ["counts", terms.Boilerplate, null, null],
    ["repeated title", terms.BoilerplateBody, null, null],
    ["known field", terms.FieldKnown, null, null],
    ["guide cut", terms.GuideFirst, null, null],
    ["season cut", terms.SeasonGuide, null, null],
    ["links cut", terms.BoilerplateGuide, null, null],
    ["guide", terms.GuideOpening, null, null],
    ["links", terms.BoilerplateWaiting, null, null],
    ["plain season", terms.HeadingBody, true, "what a heading heads"],
    ["lone season", terms.ProseBody, true, "no guide"],
    ["season", terms.SeasonWaiting, null, "a guide"],
    ["scored season", terms.HeadingBody, true, "a paragraph"],
    ["scored season", terms.RatingWaiting, null, null],
    ["season", terms.BoilerplateWaiting, null, null],
    ["verdict", terms.VerdictClosing, null, null],
    ["worded verdict", terms.VerdictClosing, null, null],
    ["entry", terms.EntryGuide, null, null],
    ["dashed", terms.EntryGuide, null, null],
    ["repeated title", terms.Boilerplate, null, null],
    ["unscaled field", terms.FieldKnown, null, "a known field"],
    ["bare key", terms.ProseBody, false, null],
    ["rating", terms.RatingKnown, null, "a known field"],
    ["labelled", terms.ProseBody, false, null],
    ["open field", terms.FieldKnown, null, "a field"],
    ["field", terms.FieldKnown, null, "a known field"],
    ["bare rating", terms.HeadingBody, true, "a paragraph"],
    ["bare spaced rating", terms.HeadingBody, true, "a paragraph"],
    ["rating", terms.RatingBody, null, null],
    ["spaced rating", terms.RatingBody, null, null],
    ["item", terms.ItemBody, null, null],
    ["colon", terms.HeadingBody, true, "a list"],
    ["short", terms.HeadingBody, true, "what a heading heads"],
    ["brief", terms.HeadingBody, true, "a guess"],
    ["any", terms.ProseBody, null, null],
  ],
  "known": [
    ["comment", terms.Comment, null, null],
    ["escaped", terms.Escaped, null, null],
    ["signed", terms.Boilerplate, null, null],
    ["heading", terms.HeadingBody, null, null],
    ["numbered", terms.HeadingBody, null, null],
    ["quote", terms.QuoteBody, null, null],
    ["figure", terms.FigureBody, null, null],
    ["comments", terms.CommentsComments, null, null],
    ["anywhere", terms.Boilerplate, null, null],
    ["counts", terms.Boilerplate, null, null],
    ["known field", terms.Field, null, null],
    ["guide", terms.GuideOpening, null, null],
    ["links", terms.BoilerplateWaiting, null, null],
    ["plain season", terms.HeadingBody, true, "what a heading heads"],
    ["lone season", terms.ProseBody, true, "no guide"],
    ["season", terms.SeasonWaiting, null, "a guide"],
    ["scored season", terms.HeadingBody, true, "a paragraph"],
    ["scored season", terms.RatingWaiting, null, null],
    ["season", terms.BoilerplateWaiting, null, null],
    ["verdict", terms.VerdictJudged, false, null],
    ["verdict", terms.VerdictClosing, true, null],
    ["worded verdict", terms.VerdictClosing, true, null],
    ["entry", terms.EntryGuide, null, null],
    ["dashed", terms.EntryGuide, null, null],
    ["repeated title", terms.BoilerplateBody, null, null],
    ["unscaled field", terms.Field, false, null],
    ["rating", terms.Rating, false, null],
    ["bare key", terms.ProseBody, false, null],
    ["field", terms.Field, false, null],
    ["bare rating", terms.HeadingBody, true, "a paragraph"],
    ["bare spaced rating", terms.HeadingBody, true, "a paragraph"],
    ["rating", terms.RatingBody, null, null],
    ["spaced rating", terms.RatingBody, null, null],
    ["item", terms.ItemBody, null, null],
    ["colon", terms.HeadingBody, true, "a list"],
    ["short", terms.HeadingBody, true, "what a heading heads"],
    ["brief", terms.HeadingBody, true, "a guess"],
    ["any", terms.ProseBody, null, null],
  ],
  "judged": [
    ["comment", terms.Comment, null, null],
    ["escaped", terms.Escaped, null, null],
    ["signed", terms.Boilerplate, null, null],
    ["heading", terms.HeadingBody, null, null],
    ["numbered", terms.HeadingBody, null, null],
    ["quote", terms.QuoteBody, null, null],
    ["figure", terms.FigureBody, null, null],
    ["comments", terms.CommentsComments, null, null],
    ["anywhere", terms.Boilerplate, null, null],
    ["counts", terms.CommentsComments, null, null],
    ["known field", terms.Field, null, null],
    ["guide", terms.GuideOpening, null, null],
    ["links", terms.BoilerplateWaiting, null, null],
    ["plain season", terms.HeadingBody, true, "what a heading heads"],
    ["lone season", terms.ProseBody, true, "no guide"],
    ["season", terms.SeasonWaiting, null, "a guide"],
    ["scored season", terms.HeadingBody, true, "a paragraph"],
    ["scored season", terms.RatingWaiting, null, null],
    ["season", terms.BoilerplateWaiting, null, null],
    ["verdict", terms.VerdictJudged, false, null],
    ["verdict", terms.VerdictClosing, true, null],
    ["worded verdict", terms.VerdictClosing, true, null],
    ["entry", terms.EntryGuide, null, null],
    ["dashed", terms.EntryGuide, null, null],
    ["repeated title", terms.BoilerplateBody, null, null],
    ["unscaled field", terms.Field, false, null],
    ["rating", terms.Rating, false, null],
    ["bare key", terms.ProseBody, false, null],
    ["field", terms.Field, false, null],
    ["bare rating", terms.HeadingBody, true, "a paragraph"],
    ["bare spaced rating", terms.HeadingBody, true, "a paragraph"],
    ["rating", terms.RatingBody, null, null],
    ["spaced rating", terms.RatingBody, null, null],
    ["item", terms.ItemBody, null, null],
    ["colon", terms.HeadingBody, true, "a list"],
    ["short", terms.HeadingBody, true, "what a heading heads"],
    ["brief", terms.HeadingBody, true, "a guess"],
    ["any", terms.ProseBody, null, null],
  ],
  "body": [
    ["comment", terms.Comment, null, null],
    ["escaped", terms.Escaped, null, null],
    ["signed", terms.Boilerplate, null, null],
    ["heading", terms.Heading, null, null],
    ["numbered", terms.Heading, null, null],
    ["quote", terms.Quote, null, null],
    ["figure", terms.Figure, null, null],
    ["comments", terms.CommentsComments, null, null],
    ["anywhere", terms.Boilerplate, null, null],
    ["counts", terms.Boilerplate, null, null],
    ["guide cut", terms.GuideFirst, null, null],
    ["season cut", terms.SeasonGuide, null, null],
    ["links cut", terms.BoilerplateGuide, null, null],
    ["guide", terms.GuideOpening, null, null],
    ["links", terms.BoilerplateWaiting, null, null],
    ["plain season", terms.HeadingBody, true, "what a heading heads"],
    ["lone season", terms.ProseBody, true, "no guide"],
    ["season", terms.SeasonWaiting, null, "a guide"],
    ["scored season", terms.HeadingBody, true, "a paragraph"],
    ["scored season", terms.RatingWaiting, null, null],
    ["season", terms.BoilerplateWaiting, null, null],
    ["verdict", terms.VerdictClosing, null, null],
    ["worded verdict", terms.VerdictClosing, null, null],
    ["entry", terms.EntryGuide, null, null],
    ["dashed", terms.EntryGuide, null, null],
    ["repeated title", terms.Boilerplate, null, null],
    ["bare rating", terms.Heading, true, "a paragraph"],
    ["bare spaced rating", terms.Heading, true, "a paragraph"],
    ["rating", terms.Rating, null, null],
    ["spaced rating", terms.Rating, null, null],
    ["item", terms.Item, null, null],
    ["colon", terms.Heading, true, "a list"],
    ["short", terms.Heading, true, "what a heading heads"],
    ["brief", terms.Heading, true, "a guess"],
    ["any", terms.Prose, null, null],
  ],
  "waiting": [
    ["comment", terms.Comment, null, null],
    ["escaped", terms.Escaped, null, null],
    ["signed", terms.Boilerplate, null, null],
    ["heading", terms.Heading, null, null],
    ["numbered", terms.Heading, null, null],
    ["quote", terms.Quote, null, null],
    ["figure", terms.Figure, null, null],
    ["comments", terms.CommentsComments, null, null],
    ["anywhere", terms.Boilerplate, null, null],
    ["counts", terms.Boilerplate, null, null],
    ["guide cut", terms.GuideFirst, null, null],
    ["season cut", terms.SeasonGuide, null, null],
    ["links cut", terms.BoilerplateGuide, null, null],
    ["guide", terms.GuideOpening, null, null],
    ["links", terms.BoilerplateWaiting, null, null],
    ["plain season", terms.HeadingBody, true, "what a heading heads"],
    ["lone season", terms.ProseBody, true, "no guide"],
    ["scored season", terms.HeadingBody, true, "a paragraph"],
    ["scored season", terms.RatingWaiting, null, null],
    ["season", terms.BoilerplateWaiting, null, null],
    ["verdict", terms.VerdictClosing, null, null],
    ["worded verdict", terms.VerdictClosing, null, null],
    ["entry", terms.EntryGuide, null, null],
    ["dashed", terms.EntryGuide, null, null],
    ["repeated title", terms.Boilerplate, null, null],
    ["bare rating", terms.Heading, true, "a paragraph"],
    ["bare spaced rating", terms.Heading, true, "a paragraph"],
    ["rating", terms.Rating, null, null],
    ["spaced rating", terms.Rating, null, null],
    ["item", terms.Item, null, null],
    ["colon", terms.Heading, true, "a list"],
    ["short", terms.Heading, true, "what a heading heads"],
    ["brief", terms.Heading, true, "a guess"],
    ["any", terms.Prose, null, null],
  ],
  "closing": [
    ["comment", terms.Comment, null, null],
    ["escaped", terms.Escaped, null, null],
    ["signed", terms.Boilerplate, null, null],
    ["heading", terms.Heading, null, null],
    ["numbered", terms.Heading, null, null],
    ["quote", terms.Quote, null, null],
    ["figure", terms.Figure, null, null],
    ["comments", terms.CommentsComments, null, null],
    ["anywhere", terms.Boilerplate, null, null],
    ["counts", terms.CommentsComments, null, null],
    ["guide cut", terms.GuideFirst, null, null],
    ["season cut", terms.SeasonGuide, null, null],
    ["links cut", terms.BoilerplateGuide, null, null],
    ["guide", terms.GuideOpening, null, null],
    ["links", terms.BoilerplateWaiting, null, null],
    ["plain season", terms.HeadingBody, true, "what a heading heads"],
    ["lone season", terms.ProseBody, true, "no guide"],
    ["season", terms.SeasonWaiting, null, "a guide"],
    ["scored season", terms.HeadingBody, true, "a paragraph"],
    ["scored season", terms.RatingWaiting, null, null],
    ["season", terms.BoilerplateWaiting, null, null],
    ["verdict", terms.VerdictClosing, null, null],
    ["worded verdict", terms.VerdictClosing, null, null],
    ["entry", terms.EntryGuide, null, null],
    ["dashed", terms.EntryGuide, null, null],
    ["repeated title", terms.Boilerplate, null, null],
    ["bare rating", terms.Heading, true, "a paragraph"],
    ["bare spaced rating", terms.Heading, true, "a paragraph"],
    ["rating", terms.Rating, null, null],
    ["spaced rating", terms.Rating, null, null],
    ["item", terms.Item, null, null],
    ["colon", terms.Heading, true, "a list"],
    ["short", terms.Heading, true, "what a heading heads"],
    ["any", terms.Prose, null, null],
  ],
  "opening": [
    ["comment", terms.Comment, null, null],
    ["escaped", terms.Escaped, null, null],
    ["signed", terms.Boilerplate, null, null],
    ["heading", terms.HeadingBody, null, null],
    ["numbered", terms.HeadingBody, null, null],
    ["quote", terms.Quote, null, null],
    ["figure", terms.Figure, null, null],
    ["comments", terms.CommentsComments, null, null],
    ["anywhere", terms.Boilerplate, null, null],
    ["counts", terms.Boilerplate, null, null],
    ["numeral", terms.EntryNumbers, null, null],
    ["guide cut", terms.GuideFirst, null, null],
    ["season cut", terms.SeasonGuide, null, null],
    ["links cut", terms.BoilerplateGuide, null, null],
    ["guide", terms.GuideOpening, null, null],
    ["links", terms.BoilerplateWaiting, null, null],
    ["plain season", terms.HeadingBody, true, "what a heading heads"],
    ["lone season", terms.ProseBody, true, "no guide"],
    ["season", terms.SeasonWaiting, null, "a guide"],
    ["scored season", terms.HeadingBody, true, "a paragraph"],
    ["scored season", terms.RatingWaiting, null, null],
    ["season", terms.BoilerplateWaiting, null, null],
    ["verdict", terms.VerdictClosing, null, null],
    ["worded verdict", terms.VerdictClosing, null, null],
    ["entry", terms.EntryFirst, null, null],
    ["dashed", terms.EntryFirst, null, null],
    ["repeated title", terms.BoilerplateFirst, null, null],
    ["labelled", terms.EntryFirst, null, null],
    ["scored", terms.EntryFirst, null, null],
    ["piped", terms.EntryFirst, null, null],
    ["bare title", terms.EntryTitles, null, "titles"],
    ["item", terms.ItemBody, null, null],
    ["any", terms.ProseBody, null, null],
  ],
  "titles": [
    ["comment", terms.Comment, null, null],
    ["escaped", terms.Escaped, null, null],
    ["signed", terms.Boilerplate, null, null],
    ["heading", terms.HeadingBody, null, null],
    ["numbered", terms.HeadingBody, null, null],
    ["quote", terms.Quote, null, null],
    ["figure", terms.Figure, null, null],
    ["comments", terms.CommentsComments, null, null],
    ["anywhere", terms.Boilerplate, null, null],
    ["counts", terms.Boilerplate, null, null],
    ["guide cut", terms.GuideFirst, null, null],
    ["season cut", terms.SeasonGuide, null, null],
    ["links cut", terms.BoilerplateGuide, null, null],
    ["guide", terms.GuideOpening, null, null],
    ["links", terms.BoilerplateWaiting, null, null],
    ["plain season", terms.HeadingBody, true, "what a heading heads"],
    ["lone season", terms.ProseBody, true, "no guide"],
    ["season", terms.SeasonWaiting, null, "a guide"],
    ["scored season", terms.HeadingBody, true, "a paragraph"],
    ["scored season", terms.RatingWaiting, null, null],
    ["season", terms.BoilerplateWaiting, null, null],
    ["verdict", terms.VerdictClosing, null, null],
    ["worded verdict", terms.VerdictClosing, null, null],
    ["entry", terms.EntryGuide, null, null],
    ["dashed", terms.EntryGuide, null, null],
    ["repeated title", terms.Boilerplate, null, null],
    ["labelled", terms.EntryGuide, false, null],
    ["bare title", terms.Entry, false, null],
    ["bulleted", terms.ItemNotes, null, "an entry"],
    ["rating", terms.ProseNotes, null, "an entry"],
    ["spaced rating", terms.ProseNotes, null, "an entry"],
    ["item", terms.ItemNotes, null, "an entry"],
    ["any", terms.ProseNotes, null, "an entry"],
    ["bare rating", terms.HeadingBody, true, "a paragraph"],
    ["bare spaced rating", terms.HeadingBody, true, "a paragraph"],
    ["rating", terms.RatingBody, null, null],
    ["spaced rating", terms.RatingBody, null, null],
    ["item", terms.ItemBody, null, null],
    ["colon", terms.HeadingBody, true, "a list"],
    ["short", terms.HeadingBody, true, "what a heading heads"],
    ["any", terms.ProseBody, null, null],
  ],
  "numbers": [
    ["comment", terms.Comment, null, null],
    ["escaped", terms.Escaped, null, null],
    ["signed", terms.Boilerplate, null, null],
    ["heading", terms.HeadingBody, null, null],
    ["numbered", terms.HeadingBody, null, null],
    ["quote", terms.Quote, null, null],
    ["figure", terms.Figure, null, null],
    ["comments", terms.CommentsComments, null, null],
    ["anywhere", terms.Boilerplate, null, null],
    ["counts", terms.Boilerplate, null, null],
    ["numeral", terms.Entry, null, null],
    ["guide cut", terms.GuideFirst, null, null],
    ["season cut", terms.SeasonGuide, null, null],
    ["links cut", terms.BoilerplateGuide, null, null],
    ["guide", terms.GuideOpening, null, null],
    ["links", terms.BoilerplateWaiting, null, null],
    ["plain season", terms.HeadingBody, true, "what a heading heads"],
    ["lone season", terms.ProseBody, true, "no guide"],
    ["season", terms.SeasonWaiting, null, "a guide"],
    ["scored season", terms.HeadingBody, true, "a paragraph"],
    ["scored season", terms.RatingWaiting, null, null],
    ["season", terms.BoilerplateWaiting, null, null],
    ["verdict", terms.VerdictClosing, null, null],
    ["worded verdict", terms.VerdictClosing, null, null],
    ["entry", terms.EntryNumbers, null, null],
    ["dashed", terms.EntryNumbers, null, null],
    ["repeated title", terms.BoilerplateNumbers, null, null],
    ["labelled", terms.Entry, false, null],
    ["scored", terms.Entry, false, null],
    ["bare rating", terms.HeadingBody, true, "a paragraph"],
    ["bare spaced rating", terms.HeadingBody, true, "a paragraph"],
    ["rating", terms.RatingBody, null, null],
    ["spaced rating", terms.RatingBody, null, null],
    ["item", terms.ItemBody, null, null],
    ["colon", terms.HeadingBody, true, "a list"],
    ["short", terms.HeadingBody, true, "what a heading heads"],
    ["brief", terms.HeadingBody, true, "a guess"],
    ["any", terms.ProseBody, null, null],
  ],
  "first": [
    ["comment", terms.Comment, null, null],
    ["escaped", terms.Escaped, null, null],
    ["signed", terms.Boilerplate, null, null],
    ["heading", terms.HeadingBody, null, null],
    ["numbered", terms.HeadingBody, null, null],
    ["quote", terms.Quote, null, null],
    ["figure", terms.Figure, null, null],
    ["comments", terms.CommentsComments, null, null],
    ["anywhere", terms.Boilerplate, null, null],
    ["counts", terms.Boilerplate, null, null],
    ["guide cut", terms.GuideFirst, null, null],
    ["season cut", terms.SeasonGuide, null, null],
    ["links cut", terms.BoilerplateGuide, null, null],
    ["guide", terms.GuideOpening, null, null],
    ["links", terms.BoilerplateWaiting, null, null],
    ["plain season", terms.HeadingBody, true, "what a heading heads"],
    ["lone season", terms.ProseBody, true, "no guide"],
    ["season", terms.SeasonWaiting, null, "a guide"],
    ["scored season", terms.HeadingBody, true, "a paragraph"],
    ["scored season", terms.RatingWaiting, null, null],
    ["season", terms.BoilerplateWaiting, null, null],
    ["verdict", terms.VerdictClosing, null, null],
    ["worded verdict", terms.VerdictClosing, null, null],
    ["entry", terms.EntryFirst, null, null],
    ["dashed", terms.EntryFirst, null, null],
    ["repeated title", terms.BoilerplateFirst, null, null],
    ["labelled", terms.Entry, false, null],
    ["labelled", terms.EntryGuide, true, "an entry apart"],
    ["piped", terms.Entry, false, null],
    ["scored", terms.Entry, false, null],
    ["bulleted", terms.ItemNotes, null, "an entry"],
    ["rating", terms.ProseNotes, null, "an entry"],
    ["spaced rating", terms.ProseNotes, null, "an entry"],
    ["item", terms.ItemNotes, null, "an entry"],
    ["any", terms.ProseNotes, null, "an entry"],
    ["bare rating", terms.HeadingBody, true, "a paragraph"],
    ["bare spaced rating", terms.HeadingBody, true, "a paragraph"],
    ["rating", terms.RatingBody, null, null],
    ["spaced rating", terms.RatingBody, null, null],
    ["item", terms.ItemBody, null, null],
    ["colon", terms.HeadingBody, true, "a list"],
    ["short", terms.HeadingBody, true, "what a heading heads"],
    ["brief", terms.HeadingBody, true, "a guess"],
    ["any", terms.ProseBody, null, null],
  ],
  "guide": [
    ["comment", terms.Comment, null, null],
    ["escaped", terms.Escaped, null, null],
    ["signed", terms.Boilerplate, null, null],
    ["heading", terms.HeadingBody, null, null],
    ["numbered", terms.HeadingBody, null, null],
    ["quote", terms.Quote, null, null],
    ["figure", terms.Figure, null, null],
    ["comments", terms.CommentsComments, null, null],
    ["anywhere", terms.Boilerplate, null, null],
    ["counts", terms.Boilerplate, null, null],
    ["guide cut", terms.GuideFirst, null, null],
    ["season cut", terms.SeasonGuide, null, null],
    ["links cut", terms.BoilerplateGuide, null, null],
    ["guide", terms.GuideOpening, null, null],
    ["links", terms.BoilerplateWaiting, null, null],
    ["plain season", terms.HeadingBody, true, "what a heading heads"],
    ["lone season", terms.ProseBody, true, "no guide"],
    ["season", terms.SeasonWaiting, null, "a guide"],
    ["scored season", terms.HeadingBody, true, "a paragraph"],
    ["scored season", terms.RatingWaiting, null, null],
    ["season", terms.BoilerplateWaiting, null, null],
    ["verdict", terms.VerdictClosing, null, null],
    ["worded verdict", terms.VerdictClosing, null, null],
    ["entry", terms.EntryGuide, null, null],
    ["dashed", terms.EntryGuide, null, null],
    ["repeated title", terms.Boilerplate, null, null],
    ["labelled", terms.Entry, false, null],
    ["labelled", terms.EntryGuide, true, "an entry apart"],
    ["bulleted", terms.ItemNotes, null, "an entry"],
    ["rating", terms.ProseNotes, null, "an entry"],
    ["spaced rating", terms.ProseNotes, null, "an entry"],
    ["item", terms.ItemNotes, null, "an entry"],
    ["any", terms.ProseNotes, null, "an entry"],
    ["bare rating", terms.HeadingBody, true, "a paragraph"],
    ["bare spaced rating", terms.HeadingBody, true, "a paragraph"],
    ["rating", terms.RatingBody, null, null],
    ["spaced rating", terms.RatingBody, null, null],
    ["item", terms.ItemBody, null, null],
    ["colon", terms.HeadingBody, true, "a list"],
    ["short", terms.HeadingBody, true, "what a heading heads"],
    ["brief", terms.HeadingBody, true, "a guess"],
    ["any", terms.ProseBody, null, null],
  ],
  "notes": [
    ["comment", terms.Comment, null, null],
    ["escaped", terms.Escaped, null, null],
    ["signed", terms.Boilerplate, null, null],
    ["heading", terms.HeadingBody, null, null],
    ["numbered", terms.HeadingBody, null, null],
    ["quote", terms.Quote, null, null],
    ["figure", terms.Figure, null, null],
    ["comments", terms.CommentsComments, null, null],
    ["anywhere", terms.Boilerplate, null, null],
    ["counts", terms.Boilerplate, null, null],
    ["guide cut", terms.GuideFirst, null, null],
    ["season cut", terms.SeasonGuide, null, null],
    ["links cut", terms.BoilerplateGuide, null, null],
    ["guide", terms.GuideOpening, null, null],
    ["links", terms.BoilerplateWaiting, null, null],
    ["plain season", terms.HeadingBody, true, "what a heading heads"],
    ["lone season", terms.ProseBody, true, "no guide"],
    ["season", terms.SeasonWaiting, null, "a guide"],
    ["scored season", terms.HeadingBody, true, "a paragraph"],
    ["scored season", terms.RatingWaiting, null, null],
    ["season", terms.BoilerplateWaiting, null, null],
    ["verdict", terms.VerdictClosing, null, null],
    ["worded verdict", terms.VerdictClosing, null, null],
    ["entry", terms.EntryGuide, null, null],
    ["dashed", terms.EntryGuide, null, null],
    ["repeated title", terms.Boilerplate, null, null],
    ["labelled", terms.EntryGuide, true, "an entry apart"],
    ["bulleted", terms.ItemNotes, null, null],
    ["rating", terms.ProseNotes, null, null],
    ["spaced rating", terms.ProseNotes, null, null],
    ["item", terms.ItemNotes, null, null],
    ["any", terms.ProseNotes, null, null],
  ],
  "comments": [
    ["any", terms.Boilerplate, null, null],
  ],
};

// What rules look for below: steps of a pattern, what it decides, and whether the
// line must be alone; whether the next line must be blank; what a blank line decides; what the end.
const AHEAD = {
  "what a heading heads": [[["heading", false, false], ["numbered", false, false], ["comments", false, false], ["guide line", false, false], ["season line", false, false], ["entry line", false, false], ["quote", true, false], ["figure", true, false], ["item", true, false], ["score line", true, false], ["short", false, true], ["any", true, false]], true, null, false],
  "a paragraph": [[["heading", false, false], ["numbered", false, false], ["comments", false, false], ["guide line", false, false], ["season line", false, false], ["entry line", false, false], ["quote", false, false], ["figure", false, false], ["item", false, false], ["score line", false, false], ["short", false, true], ["any", true, false]], true, null, false],
  "a list": [[["item", true, false], ["any", false, false]], false, null, false],
  "no guide": [[["guide line", false, false], ["season line", false, false], ["entry line", false, false], ["any", true, false]], true, null, true],
  "a guide": [[["season line", false, false], ["comments", false, false], ["guide line", true, false], ["entry line", true, false]], false, null, false],
  "an entry": [[["heading", false, false], ["numbered", false, false], ["guide line", false, false], ["season line", false, false], ["verdict line", false, false], ["entry line", true, false]], false, null, false],
  "an entry apart": [[["heading", false, false], ["numbered", false, false], ["guide line", false, false], ["season line", false, false], ["verdict line", false, false], ["entry line", true, false]], true, null, false],
  "titles": [[["heading", true, false], ["numbered", true, false], ["known field", false, false], ["bare title", null, false], ["any", false, false]], false, true, true],
  "a known field": [[["known field", true, false], ["field", null, false], ["any", false, false]], false, false, false],
  "a field": [[["known field", true, false], ["open field", true, false], ["any", false, false]], false, false, false],
  "a guess": [[], false, null, false],
};

// The state below a token, where it changes.
const BELOW = {
  [terms.CommentsComments]: "comments",
  [terms.GuideOpening]: "opening",
  [terms.SeasonBody]: "body",
  [terms.VerdictClosing]: "closing",
  [terms.EntryGuide]: "guide",
  [terms.TitleFields]: "fields",
  [terms.HeadingBody]: "body",
  [terms.QuoteBody]: "body",
  [terms.FigureBody]: "body",
  [terms.BoilerplateBody]: "body",
  [terms.FieldKnown]: "known",
  [terms.GuideFirst]: "first",
  [terms.SeasonGuide]: "guide",
  [terms.BoilerplateGuide]: "guide",
  [terms.BoilerplateWaiting]: "waiting",
  [terms.ProseBody]: "body",
  [terms.SeasonWaiting]: "waiting",
  [terms.RatingWaiting]: "waiting",
  [terms.RatingKnown]: "known",
  [terms.RatingBody]: "body",
  [terms.ItemBody]: "body",
  [terms.VerdictJudged]: "judged",
  [terms.EntryNumbers]: "numbers",
  [terms.EntryFirst]: "first",
  [terms.BoilerplateFirst]: "first",
  [terms.EntryTitles]: "titles",
  [terms.ItemNotes]: "notes",
  [terms.ProseNotes]: "notes",
  [terms.BoilerplateNumbers]: "numbers",
};

const ASIDE_TERMS = [terms.Boilerplate, terms.Comment];
const TITLE_TERMS = [terms.TitleFields];
const ASIDES = ["comment", "signed", "anywhere", "counts"];
const REPEATED = "repeated title";
const START = "head";
const FARTHEST = 40;

class Place {
  constructor(state, isBelowBlank, titles) {
    this.state = state;
    this.isBelowBlank = isBelowBlank;
    this.titles = titles;
    this.hash = hashed(`${state} ${isBelowBlank} ${titles.join("\n")}`);
  }
}

function hashed(text) {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (hash * 31 + text.charCodeAt(at)) | 0;
  return hash;
}

const tidy = (text) => text.replace(/[ \t\n]+/g, " ").trim();
const fits = (name, line) => PATTERNS[name].test(line);

// The line at an offset without the white space around it, and the offset of the next one.
function lineAt(input, at) {
  const codes = [];
  let code;
  while ((code = input.peek(at)) >= 0 && code !== 10) {
    codes.push(code);
    at++;
  }
  let text = "";
  for (let from = 0; from < codes.length; from += 4096) {
    text += String.fromCharCode(...codes.slice(from, from + 4096));
  }
  return { text: text.trim(), next: code === 10 ? at + 1 : at, isLast: code !== 10 };
}

function repeats(line) {
  const text = tidy(line.replace(/^[#＃]+/, ""));
  const named = PATTERNS["named title"].exec(text);
  return named ? [text, tidy(named[1])] : [text];
}

export const state = new ContextTracker({
  start: new Place(START, false, []),
  shift(place, term, stack, input) {
    if (term === terms.blank) return new Place(place.state, true, place.titles);
    const isBelowBlank = place.isBelowBlank && ASIDE_TERMS.includes(term);
    const titles = TITLE_TERMS.includes(term) ? repeats(lineAt(input, 0).text) : place.titles;
    return new Place(BELOW[term] ?? place.state, isBelowBlank, titles);
  },
  hash: (place) => place.hash,
});

// The lines below the one that is read, as far as they are asked for.
class Below {
  constructor(input, at, isLast, titles) {
    this.input = input;
    this.at = at;
    this.isLast = isLast;
    this.titles = titles;
    this.lines = [];
  }

  line(number) {
    while (this.lines.length <= number && !this.isLast) {
      const { text, next, isLast } = lineAt(this.input, this.at);
      this.lines.push(text);
      this.at = next;
      this.isLast = isLast;
    }
    return this.lines[number];
  }

  isAside(line) {
    return this.titles.includes(tidy(line)) || ASIDES.some((name) => fits(name, line));
  }

  find([steps, apart, blank, end]) {
    let waits = apart;
    for (let number = 0; number < FARTHEST; number++) {
      const line = this.line(number);
      if (line === undefined) break;
      if (line === "") {
        if (!waits && blank !== null) return blank;
        waits = false;
      } else if (!this.isAside(line)) {
        if (waits) return false;
        const step = steps.find(
          ([pattern, , alone]) => (!alone || !this.line(number + 1)) && fits(pattern, line),
        );
        if (step && step[1] !== null) return step[1];
      }
    }
    return end;
  }
}

export const lines = new ExternalTokenizer(
  (input, stack) => {
    const { text, next, isLast } = lineAt(input, 0);
    if (next === 0) return;
    if (text === "") return input.acceptToken(terms.blank, next);
    const { state: here, isBelowBlank, titles } = stack.context;
    const below = new Below(input, next, isLast, titles);
    for (const [pattern, term, whereBlank, ahead] of STATES[here]) {
      if (whereBlank !== null && whereBlank !== isBelowBlank) continue;
      if (pattern === REPEATED ? !titles.includes(tidy(text)) : !fits(pattern, text)) continue;
      if (ahead === null || below.find(AHEAD[ahead])) return input.acceptToken(term, next);
    }
  },
  { contextual: true },
);
