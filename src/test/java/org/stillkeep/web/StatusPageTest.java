package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.agent.Wish;
import org.stillkeep.web.PageBackend.Phase;
import org.stillkeep.web.PageBackend.RecentAsset;

class StatusPageTest extends PageFixture {

  private Visitor visitor;

  @BeforeEach
  void enter() throws Exception {
    visitor = Visitor.of(page);
  }

  @Test
  void theLinkLeadsToThisComputerWithItsCodeInTheFragment() {
    URI link = page.link();
    assertThat(link.getScheme()).isEqualTo("http");
    assertThat(link.getAuthority()).isEqualTo("127.0.0.1:" + page.port());
    assertThat(link.getPath()).isEqualTo("/");
    assertThat(link.getFragment()).matches("[A-Za-z0-9_-]{22}");
  }

  @Test
  void aLinkToOpenHereIsOfNoUseToOtherUsersOfThisComputer() throws Exception {
    URI link = page.linkToOpenHere();
    assertThat(enterAsNobody(link)).isEqualTo("403");
    assertThat(enterAsNobody(page.link())).as("a link for people").isEqualTo("200");
    new Visitor(link.resolve("/")).enter(link);
  }

  private static String adopt(int export, String path) {
    return Visitor.JSON.createObjectNode().put("export", export).put("path", path).toString();
  }

  private static String enterAsNobody(URI link) throws Exception {
    boolean canBeNobody = Files.exists(Path.of("/proc/self/net/tcp")) && Files.isExecutable(Path.of("/usr/bin/setpriv")) && Files.isExecutable(Path.of("/usr/bin/curl"));
    assumeTrue(canBeNobody && System.getProperty("user.name").equals("root"), "needs Linux, root, setpriv and curl to connect as another user");
    Process nobody =
        new ProcessBuilder(
                "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "curl", "--silent", "--noproxy", "*", "--output", "/dev/null",
                "--write-out", "%{http_code}", "--header", "Content-Type: application/json", "--data", "{\"code\":\"" + link.getFragment() + "\"}",
                link.resolve("/api/enter").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(nobody.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void thePhaseIsToldToAnybodyOnThisComputer() throws Exception {
    backend.enter(Phase.SET_UP);
    HttpResponse<String> phase = new Visitor(visitor.base()).get("/api/phase");
    assertThat(phase.body()).isEqualTo("{\"phase\":\"set-up\",\"password\":false}");
  }

  @Test
  void wishesReachTheAgent() throws Exception {
    assertThat(visitor.post("/api/wish", "{\"wish\":\"pause\",\"seconds\":3600,\"until\":null}").statusCode()).isEqualTo(200);
    visitor.post("/api/wish", "{\"wish\":\"pause\",\"seconds\":null,\"until\":null}");
    visitor.post("/api/wish", "{\"wish\":\"resume\"}");
    visitor.post("/api/wish", "{\"wish\":\"scan\"}");
    visitor.post("/api/wish", "{\"wish\":\"export\",\"full\":true}");
    assertThat(backend.wishes)
        .containsExactly(
            new Wish.Pause(Optional.of(NOW.plusSeconds(3600))),
            new Wish.Pause(Optional.empty()),
            new Wish.Resume(),
            new Wish.LookAgain(),
            new Wish.ExportNow(true));
  }

  @Test
  void tomorrowBeginsWhereTheUserIs() throws Exception {
    visitor.post("/api/wish", "{\"wish\":\"pause\",\"seconds\":null,\"until\":\"tomorrow\"}");
    assertThat(backend.wishes).containsExactly(new Wish.Pause(Optional.of(Instant.parse("2024-05-02T04:00:00Z"))));
  }

  @Test
  void aWishThatIsNotOneIsRefused() throws Exception {
    for (String wish : new String[] {"{}", "[]", "{\"wish\":\"stop\"}", "{\"wish\":\"pause\",\"seconds\":-5}", "{\"wish\":1", "{\"wish\":\"scan\"} x"}) {
      HttpResponse<String> refused = visitor.post("/api/wish", wish);
      assertThat(refused.statusCode()).as(wish).isEqualTo(400);
      assertThat(Visitor.json(refused).path("error").asText()).isNotEmpty();
      assertThat(Visitor.json(refused).path("hint").asText()).isNotEmpty();
    }
    assertThat(backend.wishes).isEmpty();
  }

  @Test
  void aWishBeforeTheAgentRunsIsAConflict() throws Exception {
    backend.enter(Phase.LOCKED);
    assertThat(visitor.post("/api/wish", "{\"wish\":\"scan\"}").statusCode()).isEqualTo(409);
  }

  @Test
  void anAssetOfWhichNobodyNotedWhenItCameHasNoMoment() throws Exception {
    backend.assets.add(new RecentAsset(8, "MOV_8.mp4", Optional.empty(), false));
    assertThat(Visitor.json(visitor.get("/api/recent")).at("/assets/0/importedAt").isNull()).isTrue();
  }

  @Test
  void recentAssetsComeWithTheirPreviews() throws Exception {
    backend.addAsset(7, "IMG_7.jpg", 0x123456);
    assertThat(Visitor.json(visitor.get("/api/recent")).at("/assets/0/title").asText()).isEqualTo("IMG_7.jpg");
    assertThat(Visitor.json(visitor.get("/api/recent")).at("/assets/0/hasPreview").asBoolean()).isTrue();
    HttpResponse<byte[]> preview = visitor.bytes("/api/preview/7");
    assertThat(preview.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(preview.headers().firstValue("Cache-Control")).hasValue("private, no-store");
    assertThat(preview.body()).isEqualTo(backend.previews.get(7L));
    assertThat(visitor.get("/api/preview/8").statusCode()).isEqualTo(404);
  }

  @Test
  void aPreviewThatIsNoJpegOrTooLargeIsNotShown() throws Exception {
    backend.previews.put(1L, "<svg onload=alert(1)>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    byte[] large = new byte[2 * 1024 * 1024];
    large[0] = (byte) 0xFF;
    large[1] = (byte) 0xD8;
    backend.previews.put(2L, large);
    assertThat(visitor.get("/api/preview/1").statusCode()).isEqualTo(404);
    assertThat(visitor.get("/api/preview/2").statusCode()).isEqualTo(404);
  }

  @Test
  void anExportFolderIsAdoptedByItsNumberAndPathOrSaysWhyNot() throws Exception {
    String second = backend.status().exports().get(1).path();
    assertThat(visitor.post("/api/exports/adopt", adopt(1, second)).statusCode()).isEqualTo(200);
    assertThat(backend.adopted).containsExactly(1);
    assertThat(visitor.post("/api/exports/adopt", adopt(2, second)).statusCode()).isEqualTo(404);
    assertThat(visitor.post("/api/exports/adopt", adopt(-1, second)).statusCode()).isEqualTo(404);
    assertThat(visitor.post("/api/exports/adopt", "{\"export\":1}").statusCode()).as("no path").isEqualTo(400);
    assertThat(visitor.post("/api/exports/adopt", adopt(0, second)).statusCode()).as("another folder's number").isEqualTo(409);
    assertThat(backend.adopted).containsExactly(1);
    backend.hinder("it is not connected");
    HttpResponse<String> refused = visitor.post("/api/exports/adopt", adopt(1, second));
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(Visitor.json(refused).path("error").asText()).isEqualTo("it is not connected");
  }
}
