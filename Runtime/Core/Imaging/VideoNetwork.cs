#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents DRAW over time: a network that draws frame after frame, each step by step (Gregor et al. 2015), with
    /// an LSTM from frame to frame as the prior of Denton and Fergus (2018, SVG-LP) has.
    /// </summary>
    /// <remarks>
    /// <para>s_n = LSTM_time(s_{n-1}, [u_{n-1}, a_n])   u_{n-1} = h_dec at the end of frame n - 1</para>
    /// <para>c_{n,0} = ρ_n c_{n-1,T} + (1 - ρ_n) c_0   ρ_n = σ(L(s_n))</para>
    /// <para>h_enc = LSTM([read(x), read(x̂), h_dec, s_n])   h_dec = LSTM([z, s_n])   P(z) = N(L([h_dec, s_n]))</para>
    /// <para>loss = Σ_n (-log D(x_n | c_{n,T}) + Σ_t KL(Q(z_{n,t} | x_n) | P(z_{n,t})))</para>
    /// <para>
    /// P(z) is N(0, 1) unless it is learned. The decoder remembers all frames; the encoder begins each anew. Patches
    /// and attention are linear in [h_dec, s_n], too, and not in h_dec alone, so that the first glimpse of a frame
    /// knows of time. Before the first frame, s_0 = 0, and u_0 is what h_dec begins with.
    /// </para>
    /// <para>
    /// By option, the canvas moves: c_{n-1,T} is read through as many filters as it has pixels, F_Y c F_Xᵀ, where s_n
    /// says [g̃x g̃y log σ² log δ̃] as for a glimpse. With feedback of the canvas, u_{n-1} = [h_dec, σ(c_{n-1,T})].
    /// </para>
    /// <para>
    /// a_n is the learned vector of the class, where there are classes. As in <see cref="DrawNetwork"/>, the decoder is
    /// told it, too: h_dec = LSTM([z, a_n, s_n]). The class may change from frame to frame.
    /// </para>
    /// <para>
    /// With no units of time each frame is an image of its own, as <see cref="DrawNetwork"/> draws it, bit by bit and
    /// with the same weights. The network holds nothing but parameters, which several threads may read; each has its
    /// own states, on its own backend. On the CPU, a step is a frame (<see cref="Backend.NextStep"/>), and allocates
    /// nothing.
    /// </para>
    /// </remarks>
    public sealed class VideoNetwork
    {
        // A canvas that has learned nothing stays where it is, and is kept nearly whole.
        private const float Kept = 2;
        private const float LogVariance = -2;
        private const float Timid = 0.01f;

        private readonly LstmCell? time;
        private readonly Parameter? carryWeight;
        private readonly Parameter? carryBias;

        private VideoNetwork(VideoConfig config, ParameterSet parameters)
        {
            Config = config.Copy();
            Frames = DrawNetwork.Create(config.Frame.WithContext(config.Time), parameters);
            if (config.Time > 0)
            {
                time = new LstmCell(parameters, "time", config.TimeInputs, config.Time);
                carryWeight = parameters.Matrix("carry.weight", config.Time, config.CarryValues, Timid);
                carryBias = parameters.Row("carry.bias", config.CarryValues);
                carryBias.Fill(Kept, 0, 1);
                if (config.Moves)
                {
                    carryBias.Fill(LogVariance, 1 + 2, 1);
                }
            }
        }

        /// <summary>Makes a network.</summary>
        /// <param name="config">The blueprint.</param>
        /// <param name="parameters">The set to which the network adds its parameters.</param>
        /// <exception cref="ArgumentException">The blueprint is not one.</exception>
        public static VideoNetwork Create(VideoConfig config, ParameterSet parameters)
        {
            var problem = config.Problem();
            return problem == null
                ? new VideoNetwork(config, parameters)
                : throw new ArgumentException(problem, nameof(config));
        }

        /// <summary>Makes the state before the first step of the first frame.</summary>
        /// <param name="on">The backend that computes the steps.</param>
        /// <param name="rows">The number of videos side by side.</param>
        /// <param name="classes">
        /// The class of each video, of which <see cref="DrawConfig.Classes"/> itself stands for none; empty if the
        /// network knows no classes. Unchanged until the backward pass is over.
        /// </param>
        public VideoState InitialState(Backend on, int rows, ReadOnlyMemory<int> classes = default)
        {
            if (time == null)
            {
                return new VideoState(Frames.InitialState(on, rows, classes), default);
            }

            var canvas = Frames.InitialCanvas(on, rows);
            var decoder = Frames.InitialDecoder(on, rows);
            var state = time.InitialState(on, rows);
            var context = time.Step(Before(canvas, decoder, classes), ref state);
            return new VideoState(Frames.Begin(canvas, decoder, classes, context), state);
        }

        /// <summary>Goes on to the next frame, of the same classes, before its first step.</summary>
        /// <param name="state">The state after the last step of a frame, which is advanced.</param>
        public void NextFrame(ref VideoState state)
        {
            var frame = state.Frame;
            var on = frame.Canvas.Backend;
            if (time == null)
            {
                state = InitialState(on, frame.Canvas.Rows, frame.Classes);
                return;
            }

            var timeState = state.Time;
            var context = time.Step(Before(frame.Canvas, frame.Decoder, frame.Classes), ref timeState);
            var carry = context.Linear(carryWeight!, carryBias);
            var kept = carry.Part(0, 1).Sigmoid();
            var canvas = (Config.Moves ? Moved(frame.Canvas, carry.Part(1, Glimpse.Numbers)) : frame.Canvas)
                .ScaleRows(kept) + Frames.InitialCanvas(on, frame.Canvas.Rows).ScaleRows(kept.Scale(-1, 1));
            state = new VideoState(Frames.Begin(canvas, frame.Decoder, frame.Classes, context), timeState);
        }

        /// <summary>Looks at frames, and draws what of them is missing: one step.</summary>
        /// <param name="image">The frames, [rows, <see cref="DrawConfig.Values"/>].</param>
        /// <param name="noise">Standard normal numbers, [rows, <see cref="DrawConfig.Latent"/>].</param>
        /// <param name="state">The state, which is advanced.</param>
        /// <returns>KL(Q(z | x) | P(z)) of this step, a column in nats.</returns>
        public Tensor Step(Tensor image, Tensor noise, ref VideoState state)
        {
            var frame = state.Frame;
            var divergence = Frames.Step(image, noise, ref frame);
            state = new VideoState(frame, state.Time);
            return divergence;
        }

        /// <summary>Draws without frames to look at: one step.</summary>
        /// <param name="noise">Standard normal numbers, [rows, <see cref="DrawConfig.Latent"/>].</param>
        /// <param name="state">The state, which is advanced.</param>
        public void Draw(Tensor noise, ref VideoState state)
        {
            var frame = state.Frame;
            Frames.Draw(noise, ref frame);
            state = new VideoState(frame, state.Time);
        }

        /// <summary>
        /// Draws videos, and computes what it costs to tell them that way: an upper bound of -log p(video), estimated
        /// from one z per step.
        /// </summary>
        /// <param name="video">
        /// The videos, each frame behind the one before: [rows, frames · <see cref="DrawConfig.Values"/>].
        /// </param>
        /// <param name="noise">
        /// Standard normal numbers in the order of frames and steps: [rows, frames · <see cref="DrawConfig.Steps"/> ·
        /// <see cref="DrawConfig.Latent"/>].
        /// </param>
        /// <param name="frames">The number of frames.</param>
        /// <param name="classes">The classes: see <see cref="InitialState"/>.</param>
        /// <param name="parts">Gets what each frame costs, of which there are so many; null for nobody.</param>
        /// <returns>The loss of each video, a column in nats.</returns>
        /// <exception cref="ArgumentOutOfRangeException">There are no frames.</exception>
        public Tensor Loss(
            Tensor video, Tensor noise, int frames, ReadOnlyMemory<int> classes = default, FrameCost[]? parts = null)
        {
            if (frames < 1)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(frames), $"A loss must be of 1 frame or more, but was to be of {frames}.");
            }

            int values = Config.Frame.Values, latent = Config.Frame.Latent, steps = Config.Frame.Steps;
            var state = InitialState(video.Backend, video.Rows, classes);
            Tensor? sum = null;
            for (var n = 0; n < frames; n++)
            {
                if (n > 0)
                {
                    NextFrame(ref state);
                }

                var image = video.Part(n * values, values);
                Tensor? divergence = null;
                for (var t = 0; t < steps; t++)
                {
                    var step = Step(image, noise.Part((n * steps + t) * latent, latent), ref state);
                    divergence = divergence == null ? step : divergence + step;
                }

                var reconstruction = Frames.Reconstruction(image, state.Frame);
                var cost = reconstruction + divergence!;
                sum = sum == null ? cost : sum + cost;
                if (parts != null)
                {
                    parts[n] = new FrameCost(reconstruction, divergence!);
                }
            }

            return sum!;
        }

        private Tensor Before(Tensor canvas, LstmState decoder, ReadOnlyMemory<int> classes)
        {
            var seen = Config.Frame.CanvasFeedback ? decoder.Hidden.Join(Frames.Paint(canvas)) : decoder.Hidden;
            return Config.Frame.Classes > 0 ? seen.Join(Frames.TellClasses(canvas.Backend, classes)) : seen;
        }

        private Tensor Moved(Tensor canvas, Tensor numbers)
        {
            int width = Config.Frame.Width, height = Config.Frame.Height, planes = Config.Frame.Planes;
            var rows = numbers.FilterBank(1, height, height, height)
                .MatMul(canvas, new MatrixShape(height, height, planes * width));
            var across = new MatrixShape(height * planes, width, width, transposeRight: true);
            return rows.MatMul(numbers.FilterBank(0, width, width, width), across);
        }

        /// <summary>The blueprint.</summary>
        public VideoConfig Config { get; }

        /// <summary>What draws a frame.</summary>
        public DrawNetwork Frames { get; }
    }
}
