"""How English is spelt: beginnings, middles and ends of words, and what each speaks for.

Weights of a logistic regression (L1) that tells windows of one to six English words from such of
23 other languages; positive speaks for English, in half logits. `_` is the edge of a word. How
they were found: docs/decisions/languages.md.
"""

_PARTS = {
    -16: """
_med_
    """,
    -12: """
_le_ _les_
    """,
    -11: """
_champ_ _de_ _un_ é
    """,
    -9: """
_la_ _se_ _und_ ltal pred_ á ä ö
    """,
    -8: """
_als_ _con_ _en_ _ist _une_ antal mover à â è ø
    """,
    -7: """
_al_ _des_ _dic_ _er_ _ned _por_ _s_ _tous_ aire ctie erk je_ jou lda suppr thode å ó õ ü
    """,
    -6: """
_com_ _crea _d' _del_ _din_ _f_ _ist_ _jest _mise_ _op_ _que_ _sur_ aa aie mular sous wy ê í î
ú ı
    """,
    -5: """
_ar_ _ay _ce_ _detaily_ _du_ _een _el_ _est_ _id_ _mail_ _non_ _per_ _pour _ser_ _sms _una_
_vid _von _y_ bild cher dice_ ele_ ferm fil_ illon ione j kan_ ky_ liard mars_ ngan oate_ os_
rz sous_ stran toote ux_ yll û ł ř š
    """,
    -4: """
' _aan _af_ _bon_ _bort _cree _da_ _das _di_ _e_ _es_ _et _fost_ _har_ _il_ _ing _l' _live_
_mal_ _mes_ _ne_ _nie _nou _od_ _ore_ _pas_ _pays _rap _ras _ree _som_ _till _tout _ty _um_
_vous adres alide appor as_ asse_ assio betal bev cambi cht cors cun cz dans datu dok dui dz
eeft fd ffr fris gru hely heu ilio is_ ispon kt leh linea lle_ mence mot_ muss_ ndli nome_ ny
odell onn par_ para_ ptie pust rar_ rchiv sch_ sok sse_ staw tip toon_ vee wac wert wort wur ç
ô ā ă ą ē ę ž ’
    """,
    -3: """
_alle _aux_ _av_ _bai _ces _cet _champs_ _clients_ _copi _der_ _dies _dit _dit_ _embe _es
_geen_ _il _inn _ip_ _ja_ _kl _ko _l_ _lade_ _lank_ _max _mit _mm _montant_ _na_ _nom _ny
_oct_ _oo _pa_ _pod _prix _sab _sor _sr _stock_ _stro _ter_ _til _tot _vy _w_ _workflow_ adre
af_ aill ais_ ak_ aleg aman asse beste bie bre_ bredd cari che_ cion coes_ dag_ ebb ei eine ek
eld eldi em_ erkin erme eto eur fel_ fert filtr fost_ frag friso gast grati grup gt idad imma
incit ione_ irm isme ispo jour_ k kies_ lave lient lko lles_ lorat ltat mins_ mis_ ml mus_
ndes ngue ning nive nns_ nove_ ntes_ nvia obr oces_ och ok_ ons_ oodu oor opd otit otiti oum
oupe owe_ owy pagi paro pecte pris_ prix_ que rak ran_ rtes saml sch sept_ sie_ sim_ stel sz
te_ terge tid_ toot tot_ tt_ uger uk_ uppr v weer xpira yf yy z æ ī ū ż ț
    """,
    -2: """
_adre _all _att_ _ber _bil _bred _byl _ce _choix_ _cles _cles_ _cod _collection_ _corps_
_cree_ _cs _cup _dat _date_ _dic _die _dom _door _ee _els_ _em_ _et_ _ge _ha_ _hay_ _heb _het_
_historial_ _lee _linea_ _link_ _lip _lip_ _lub _m_ _mall _mes _million_ _minu _muss_ _ner_
_og _option_ _pani _plus _pole_ _pred_ _redi _rela _relation_ _rol _sept_ _ses _sid _sind _sis
_slet _stron_ _strony_ _text _too _um _une _van_ _ven_ _ver_ _vers_ _wari _wil_ aal_ aat aba
abe acer ads agt aine ainel ais ait alor aqu aran_ ater ats_ auf aus_ autor avec bil bloc bons
btw by camp chiv choix coes coi cour croat cte das de_ delin des_ det_ di_ dor_ dre_ dt duct
echa eco_ edl educt eel ees egle eit elati elef eling en_ endr enl ento equis erai erd eses
etal eus ez fes_ fich fout gal geb gen_ gens ghi gol gori hande har_ hash hay hay_ het hl hui
i_ iar iatur ibut_ ige_ ighe igne ih ik_ imite inq intr ipo ir_ ito jet js kic ko kti lag lj
llat loge mai mati meng met_ mme mos_ mots mt nach nan_ nca ncel ncela ncia_ nde nemen nes_
nexi nform nom nscri ntac nte_ ntie nul nwe o_ oate odifi oe omple oncep ont_ oria ots ount_
ourr owa pag pdo peng plik por_ pp_ quan quipe rad_ ragme rale rango rbe rdine rear rec rer
res_ revis ring rions rits ron_ sai si_ sies_ sind sont sperr ssent sta_ stes sto_ su_ sur_
tache taily tcha teg tek tes_ tig tre_ tton_ typ_ u u_ uer_ uill ulp umen un_ uru used_ uu
vate vec veran vise_ vn voo vor_ waria xe yt zm ã ì ò ý ă_ ć č ė ś ş ų
    """,
    -1: """
'e _ac _ace _aces _acti _action_ _actu _af _alla_ _allo _allow_ _ano _anv _ara _asp _au_ _av
_barr _best _ble _bool _bou _btw _by _cap_ _changer_ _che_ _cle _cle_ _co _come _cout_ _croa
_ct _den _des _dez _die_ _do_ _doit_ _dr_ _dur _ein _eller_ _embed_ _endr _epos _eyl _feld
_fim_ _fin _forn _gan _geen _ges _gr _hat _hay _het _hod _hor _ir_ _iz _jan _je_ _ju _ke_ _kun
_let _liv _ma_ _mail _maintenant_ _men _mie _mis_ _mo _mom _mon _mot _muss _n' _nama _nog
_nove _nume _ny_ _o _o_ _od _offr _om_ _op _ord _ou_ _pag _page_ _pe _po _pour_ _pri _pris
_prix_ _prod _pub _publ _publication_ _pued _redirections_ _relations_ _revi _rig _sa_ _sal
_sans_ _se _si _ska _slik _son _sou _stan _tag _tal_ _te_ _ter _ti _tid _til_ _tit _tom _tro
_ttc _ul _uno _upp _ur _ure _ver _vous_ _web _wir _wird _yang _yang_ _z _zm a a_ aal abil
acer_ act ades af agen ai_ aily aily_ aines ait_ aks ala alag alama ale_ alle_ alv ande ando_
anf angem anic ano_ ante apa arda area ari aria arm_ aru aski assi at_ atan aten atg athi atie
atie_ atr ats atua aute avan axim ayo az_ ba_ bari bas_ bbe bes best bir_ bli blo bool boole
bor br btw_ bua cab cam carr cc cces_ cerc cett champ ci ci_ cina cio cipal cita cles_ colle
corr cou cria cs ctif dag dan dan_ dat dda del denna dera dess deve_ dez dia_ difi dit_ dla
dmin do_ ds duit d’ e eab eb ece eck eda eee eeft_ eer ees_ egel ehe ein_ eis_ eite eks el
elle eller els_ ely em emb emp empl emple endi enfa enor ens ens_ entif enut ep_ epl er erace
eren eres erin ering ersa este estel eu eure eve_ eves excl ez_ fail fal fals falt fec fim_
fins forma fors fragm fre_ fut g gales gamme gang ge gea geri gga gift ging_ gled gli goed gon
grat groe gug hal hamp hapu he_ hh hier hier_ hne hr hr_ ht hti i iac ibl ible icar icati ich
icka ico ider ido idor_ ie ie_ ier iers ifica igs ij ilen ilor_ iltr ima imer indho inge inha
inici ionn ipe_ iri isa isk isp isse itel itel_ iten ito_ itore iun ixels jed jest_ jon jt kas
kat kflo kk kod kow kr ktion kume kumen l' lage lair lair_ lat_ lba lby ldin lecti lee lever
lg lgu lh lig limi limin ling ling_ lions lle lles ln logg lok lor_ ls lte ltr lun_ lus me_
mee meld mente meto min mins mise mite_ mo_ moe mongo muli mus muss n namn nar nar_ nas nb
ncit ncor nde_ ne_ neas nem nen nen_ nfa nh nho ni nier ning_ nke nl no_ notit nove ns_ nscr
nsk ntant nter_ ntra nvi o oc_ och_ ocu od oda odif oed oinc oix oix_ okma ole olver om_ omen
omo ompr onder ono_ ontac onter oote opp oqu ora orden orkfl ormu orp orps_ ort orte oru osc_
ouv owi pas_ pays pel perc pes peu plan plat plora po_ pom pon porto post pou pp pra prav prix
pros punt pus ques_ raba racc rach rad rani ras rbr rchi rd re_ recti reee rees reff regl rens
ribu rige ril rits_ rme rmis roat rod rofi rore roses rouv rova rsi rtir ruge s sa sab sam
scon scont seg sen serw sin_ siti sk ska skic slu sp sph sser sso ssun stans ste_ sted sto
stor stori stre strin sty_ subi sun t ta taa tale tam tand_ tare tego tele teo tet tets tho
tid tif tn tni tock_ tou triz try ttc ttc_ tton tts tund tuo turc tus tused ty uan ubi ud_
ues_ uev uf_ uipe_ uit_ uks ule ulta uma umi umis upe urc url us_ uss utr uw ux van_ veld verf
vers_ vi_ vido vii vill_ vr vs wart web wird_ wp xcl xl zn zy ě ’i
    """,
    1: """
_abo _acc _ad _aft _afte _air _al _also _ame _ango _ann _arg _aut _b _ban _be _bee _big _br
_brun _bu _c _ca _car _care _ch _chee _chil _ciga _contrast_ _convert_ _dani _dar _data _del
_dele _dere _desp _diff _dir _django_ _dna _doe _doll _dr _dyna _em _enter_ _era _esperanto_
_etc _ev _ever _fa _fee _feel _fib _fina _find _fir _fl _flo _format_ _fri_ _fro _from_ _g_
_girl _got _gra _gu _h _hero _hi _hou _hus _ill _important_ _int _is_ _je _jer _jess _jo _k
_ka _kar _ker _kit _kore _last_ _lat _le _li _lo _m _man _mas _metr _mis _miss _mode_ _model_
_mov _mr _multi_ _mus _n_ _name _names_ _nat _nin _no _nomi _norw _numb _of_ _ok _old_ _oli
_on _onta _ope _optional_ _or _order_ _ove _pap _para _partner_ _past _pee _ph _pi _pla _polo_
_port _pres _ps _pur _q _qu _r _radi _ran_ _redirect_ _rei _rep _requiem_ _rh _ris _roo _rule
_s _sa _saga _salt_ _sat_ _sc _scen _sche _sea _sec _sent _sev _sh _sign _sil _sky _so_ _sol
_sona _soprano_ _sp _st _step _stu _stud _such_ _sup _system_ _t _tas _task _tat _terr _test
_that _that_ _tour _tre _tree _ts _tw _unti _up _upon _usa _v_ _variant_ _vene _viol _volu
_voucher_ _wat _week _wi _will _wo _wr _ye _yu _ze _zero _zip abita aces_ adi ae age ages ago
ahara ail_ ain ains ak akes ako ala_ alen alk allen alon als_ ama_ amer an ana_ ance_ and_
ant_ anto any api_ app aret arge args ark arse art_ aste astr astro ata ates ating atrix atus_
aud audi aur aust ave avo aw axi axi_ ay ay_ az azakh azi bac bai_ baij bar_ bas bec bit bra
bra_ bu but c cal can can_ cast ceme cen cigar cis cket cl co code color conda cons cord_ cos
cp cr cto cu cut cy czec dam dav dd ddi dea deba deri dio dis dn_ dog don du dul ead_ eak_ eco
econ ect ect_ ecu een een_ eep eeri ega ega_ eil el_ eli ella_ elugu eman_ emo emplo enc end
ender ene ening enni ent entir ents_ eo epa epre erbia erci ered erm erti erto erve espon
essor ete etro ette_ eum ev ever ever_ ey_ far_ fast feren ff_ ffi fif fir fit flag fo_ font
for fort fro from_ ft_ fte ften fuse g_ geo ger ger_ germ ges_ ggle gies gle_ gni got gre
guage gue guerr gui gula h_ halo ham hang happ har hard heck hello here here_ hest hic hind
hio homa hos hris ial iana ias_ ib_ ibe ibr ibute ic ica_ ical_ ice ick_ idate idd ides iece
ied_ ief_ ier_ iev iga ii_ ile iler iles ilia ilit iliti ill imat imple ina_ inate ine inema
ins_ inst inv ion_ ions_ ip ips_ irc ire isco isit ist it it_ itten iv ive izati izin izza ji_
jik kansa ke kee ker_ ket kh_ kil kill kin_ kta l_ lagu lane lar_ latin lde leg les_ lia lib
lic_ lidat lie_ lieu lieut lif lin_ line_ lines list_ liti liz lize llege lli lly log_ lon lou
loui louis lph lter lts lu luc lum m_ ma_ maha male_ mali man_ manag mber med medi mega membe
ment ment_ meric metad mich mier mil moo most_ mote ms_ multi my nada_ nal nan nc_ nce nces
nch ncis ncy nd_ ndela ndo nds_ near need ner_ nerv ness nesse net_ neu nezu nfig_ ng ngal
nges ngs_ nif nig nique nist_ nite_ nj nja nk_ nks_ nment nna_ nnel_ noi nomi nor norw nsi nst
nsu ntain ntin ntio nto_ nts_ nues_ num_ nus_ nve nyl oad oad_ oat_ occ oci odd ode odels oduc
oes oice oin_ okl ola_ old olde oli ologi oma ome omi ompan ompo on on_ one ones ong onic
ontar ony oo ood_ orid orn orne oro ose osl ota ote ott otto ou ouch ould ous_ ows ox_ oy
param paris part_ pe pe_ pee per pere pit pite ple_ pre prem prop prov ps pt pt_ put_ quee
queu quire quit racti radi rag ran rand rap_ rave ray rder_ ream reate reci rende rg rib ric
ric_ rich rich_ ride_ ries rigi ris rise_ rizo rizon rn_ rns_ ro rog row rp rri rsu rtif rts_
russ rve_ sav scen sea see self seng seque sert ses_ set sil sions sis sks slav slid sn sons
sor_ soul star state step ster stom str strik su sub subm sw sync tadat tain_ tal_ tax_ ted
ted_ teen tem_ temp tep_ terf them_ thm_ tia tic tics_ tim time_ ting_ tio tiv tob tol tole
tor_ tr_ tra trav trea tree_ tries trix tru truct trum tud tude tue_ ture_ tute ua uad uage
ual_ uart uate uch_ uct_ udio ue_ uff uke_ ul ulat ull ult ult_ ulti_ um um_ umb une_ unk_ upd
updat ur_ urd urdu_ ure use usti uti utio ution uz uzz v_ va valu vann vel vel_ velo ven vert_
ves_ via video villa vio viro visi visit voi vouch w walk ware_ we wel wer_ wiki xm xml xt ya
yal ye ym yn you_ ystem yte_ zakh zerba zin zuel
    """,
    2: """
's 's_ _afr _ari _auto_ _ax _bang _bat _beta_ _brig _but _by_ _cent _chosen_ _cru _def _dot
_dra _ed _fer _fla _flor _foo _g _gaz _gen _given_ _hot _hu _install_ _io _it _it_ _june _kos
_law _lea _line _loui _mich _mor _mu _ni _of _on_ _onto_ _open _opera_ _org _os _osc _ow _pal
_paris_ _prot _reli _rob _saga_ _san _sara _sen _silv _sites_ _sk _sku_ _smal _some _star_
_summer_ _sun _tag_ _ten _th _tig _time _type _unde _urdu_ _veg _ven _vic _vio _vul _wa _zer
able abu ace_ ache_ ack acr adel aho aid_ aij aijan ail ailab aim ain_ air_ aje ake alle amate
ami ane_ angel ango ank ape_ ary ask_ ative atl ator atta atte aura ause aw_ b_ base been_ ber
butes cade cande cape cie ck ck_ class comm cus d_ dant data_ davi ded dg dia die div e_ each
eak eat_ ebr ebra eep_ egia eir elev elta_ elv empt ense_ ental eo_ eq erie_ eriod erman ernal
erra esent esign ess est etc euten evel ezu f_ ffer fie file ford_ fore fri gand gaz gbo gen
gest_ get get_ gge gh_ gie gn go_ gov gra grade hei her hom ian ice_ ict id_ ide_ ieg iest_
iety_ ifie igi ign_ in incin indi ine_ inter ire_ ise_ ish_ ist_ istan ister iti ity ival
iven_ ize_ ja ju just ki kno ks_ ku_ ky lates laz ld_ le_ leo lgari liar_ lity_ lm_ logy logy_
loy ls_ lv marco men_ metre mila ml_ mmi more_ mous nai_ nch_ nclud nder necti ngin ngl nian_
nna nnec nnel nner_ nni not_ novel nue nvas oa obl od_ odel_ of_ ogen oid_ oir_ oken_ onica
ook_ ope ore_ ors_ otes oup_ our_ ov over ovie ower p_ pair pare parse part passe penn pete
ple plie polo_ port pran q ract rain ral rce rella rget rie rio_ rk rns roduc rous_ rse rt_
rule rus sador sag sale se_ semi_ seq sert_ set_ seve son sour sov spi ss_ st_ ster_ sup sure_
sus t_ tain tc tche tee ter_ teri ther_ tions tk_ tl tlan tle tmen ton tor trait trans ts_
tten_ tune two_ tyle uck ude ude_ ueb ug ugu umn un unc uous up_ ups ur ures urt_ ussia ust
uuu val_ valen vati ve_ verse vi vil vol volu vote vul word_ writ ws_ x xico_ yle ype zh zon
    """,
    3: """
_a_ _alie _also_ _an_ _anim _anti _as _as_ _at_ _be_ _bengali_ _did _eld _ente _extra_ _hai
_have _hea _hy _ira _is _mad _mari _matt _mini _models_ _nei _no_ _oppo _pale _quee _safe _sw
_tech _telugu_ _two_ _un _uppe _wei _weis _zi ade_ ae_ aft age_ agu aka ake_ ali_ ard_ ate
ates_ atio aul bama ble_ cinn costa cret data delet demo desi dom_ ea ear_ eez eig eiv emi
epend er_ eria erra_ ers_ eter euro even_ ey fee font_ free ge_ gh gott grad hara his_ ial_
ical ics ide ies_ ife ime_ ings_ inner iou ists item_ ities ive_ izing jo jua kans ket_ kout
kyo land_ lay lem_ lk_ ll_ lot_ lue meta minne mon n't n_ ndent neer nev nfo_ nio nnis_ ntire
ode_ odern oft oil oke_ ome_ one_ oo_ oom_ opena ouche ous ozen paste pi_ pion quir quo range
rate_ rch ribe rmat_ rom_ rror_ serv sing sion sis_ sseng stem_ suit tch_ tic_ tile tiny tion
titu tle_ tnam tom too_ top_ ture udi uita ula_ ure_ urn ve veron vir xt_ xtra_ zatio zuela
    """,
    4: """
_aa _add _adv _all_ _any _dis _ea _hel _ido_ _j _japanese_ _kn _lik _not_ _one _onto _pat _sir
_video_ _vote aija air al_ alid_ arl atar_ barba buil bute_ ct_ day dden delta desk dge dio_
dle does ds_ eek ent_ etime fer_ ggl ia_ ians_ ienna ify ike_ int_ ite_ ivate ject k_ kh lf_
lovak lso menu_ mir nce_ neur new nny_ ntege oke ong_ ook ool_ or_ order ow_ own ph put raise
rk_ ry_ s_ schem spons sq store sult_ take th_ timat tree turn tz_ utes_ value vari ward was
were x_ y_ you yte zz zz_
    """,
    5: """
_eu _ii _lui _node _or_ _poe _run _the_ _you ask baija duce dule_ edit_ edo_ egro etw ew_ gree
ian_ ield ierr ish ity_ ium_ ji label n't_ ote_ oun rm_ sh sod tein uzbek yz
    """,
    6: """
_are _if_ _into_ _ken _out _see _use aa_ ame_ ate_ ful_ ic_ korea ly_ sm_ sort_ th ular_ wai
    """,
    7: """
_and_ _has_ cts_ herz kaa lete_ zero
    """,
    8: """
ght ize ute_
    """,
    9: """
ed_ ing_ wh
    """,
    10: """
_to_
    """,
}
PARTS = {
    part.replace("_", " "): weight for weight, parts in _PARTS.items() for part in parts.split()
}
"""Half logits by part of a word, a space for the word's edge."""
_ENGLISH_THOUGH = """
aberdeen absorb adrenaline affair albeit algeria ambassador antarctica apparatus archipelago
arkansas assemblies attendees aunt aye azerbaijani battalions bennett blossom boogie botany bowie
breeze brittany buffalo calcutta campuses cecil cedar cellar chennai cinderella comet comrades
conquer copenhagen courtesy czechoslovak czechoslovakia debris debt deluxe deny deposit dev
diocesan disposal doc documentaries doors doubt dowager dozens drunken eerie electrons ellis
embarrassment encompasses envoy envy esteem everett faa favourite feud fingernails fingertips flu
fraud frenzy frontier gee genoa gregg guarantees hesitant influx intellectuals jenna jerk kangaroo
kerala kinda knees kumar kyoto landlord lavender lawyer lebanese leslie libya ljubljana lou
luxembourg madagascar majesty manitoba masterpiece mechanisms memoir milky millionaire mortar
mumbai neil nervous nominee nominees nuremberg oak opposite orioles parody parsons passenger
passionate passport pavilion peel pencil penguins petals phenomena platoon ponytail possesses
postmaster postwar potatoes pratt prejudice ransom recruit redskins reefs reelection reeve reissue
reluctant remainder rig risky rte sabha savannah sawyer secretariat seizure seldom sellers senses
seville silky simpsons simultaneous skeletal sleek smoky snout solemn spaniards spontaneous
squeeze stir strengthen strode superhero suppress survivor tastes tehran tobacco tomato tongues
trades trout tulsa tunisia umbrella vanguard vanilla vein venom vessel vienna virtues volcano
vowel walnut yugoslav yuri
"""
ENGLISH_THOUGH = frozenset(_ENGLISH_THOUGH.split())
"""English words that are spelt like those of other languages, and are none of theirs."""
_ANYBODYS = """
aaa accessible account accounts action active adjutant administration administrator agenda aires
alaska alberta albuquerque algebra altar alto amino amsterdam angela ankara antenna apollo
applicate ara arizona armenia artemis article articles assassin augusta augustus aurora auto
avalanche avant aviv bait baku balkan bangkok banjo base basis begin belle bent bermuda bikini bio
bizarre bland bloc block blonde body bologna bonnie botswana bravo breve browser brunei bruno
buenos cameras case cases casino cassette cause celeste cello champs changer classes clave clef
client cobra code collection collections colorado come communication con concept condition
conditions confirmation content converter correct cosmos create czech dakota dallas daniel daniels
dank dante dates define delhi demos derek description design desktop destination diabetes diaspora
dickens die diego diesel din document documentation documents doi double douglas dove dubai duo
dynamo echo editor ego electro element eli ellen elliott emblem emeritus emplacement ensembles
enzyme enzymes era error estonia eureka eva event exclusives expo extern extra facto falls
fantasies fatigue fauna favorites fernando ferrari fest fester fibre fiji file filipino filters
final fine focal folklore format franz full fungi future gala gallons gardens gem gemini gemma
genera genome ghetto giovanni grand grunt guide guru halo header helsinki hem honolulu horde
hostel idaho illinois image include incorrect inferno information instructions interface intern
intro introduce iowa iris isaac israeli istanbul jakarta jamaica java jerusalem journal jubilee
judo kaiser kappa kat katz keel kernel kiev kindergarten kosovo label lagos laguna land lanka lao
laos later lateral latino lava lecture lege leipzig levi libretto lisa liter liu live local lulu
lunar macau mail mails mainz maks malaria malawi mall malta manifesto manila maori marijuana
marseille mausoleum mayo mayor mesa message minimum minnesota minsk mississippi mode moderation
modifications moldova mollusk moment mono monsieur montana monte motif motto mozambique multi
multiple name nassau nasty nato navigation nebraska nemesis neutron nevada niche nicholas niece
nintendo none note notification nucleus object oblique odor ohio omaha online ontario open operas
operation opinions option opus order ore orlando osaka oslo ottawa otto oxygen padres pagan
pageant pakistani pandora panzer papa papua par parent parents particular partisans partners pedro
pennsylvania per percentage perez permission persona personal personnel peru piano pizza plan
planning plaque podcast poem pont port portfolio position positive possessions potato pour premier
principal product promo promotion propaganda pseudo pseudonym psi public publication pueblo puerto
punjabi quasi rabbi raj raja rao recension record records reef reel refugees regions rendezvous
requiem reservoir reset review revision riga roll rosa route sacramento salle salvador samoa
samuel samurai sanskrit santa sarajevo saudi scenarios sedan seller semble seminar separate sept
session sigma silhouette simples sinai skater skeleton ski snowy sofa solicitudes solo sonata
soprano sorry source specimens state statues status steeds stella stellar stout sufi superior
suppression suspicions tack tai taipei taken tampa tandem tanzania tao tara tasmania taste tattoos
tau taut team teller tempo temporal text tie til tilt tip tissue tissues titans tiver token tonnes
tornado torso traduction train traits trauma trinidad tripoli troupe tsunami turbo twee tyne type
ukraine ultra unesco upload urls usa ussr utah uzbekistan vacuum validation vampires van vancouver
var variables variant vaudeville veil vera versions videos vie vietnam vietnamese vill vilnius
vinyl virgule visa vista vita viva vladimir vodka vogue volume voodoo voter vouchers webb websites
wilt workflows yacht yoga zagreb zambia zen zombie zombies zoo
"""
ANYBODYS = frozenset(_ANYBODYS.split())
"""English words that others have too, or names that they spell the same."""
